"""Places where anybody publishes under somebody else's good name."""

# Whole domains on which every page is somebody's own, and single hosts of otherwise official ones.
_ANYBODYS = frozenset(
    (
        "sites.google.com docs.google.com drive.google.com script.google.com "
        "groups.google.com forms.gle storage.googleapis.com firebasestorage.googleapis.com "
        "googleusercontent.com appspot.com firebaseapp.com web.app run.app withgoogle.com "
        "blogspot.com blogspot.vn forms.office.com forms.cloud.microsoft sway.office.com "
        "sharepoint.com onedrive.live.com 1drv.ms azurewebsites.net azurefd.net windows.net "
        "cloudapp.net amazonaws.com cloudfront.net amplifyapp.com facebook.com fb.com fb.me "
        "fb.watch m.me messenger.com instagram.com ig.me tiktok.com youtube.com youtu.be "
        "twitter.com x.com linkedin.com lnkd.in discord.com discord.gg t.me telegram.me "
        "telegra.ph wa.me zalo.me linktr.ee github.io gitlab.io pages.dev workers.dev "
        "vercel.app netlify.app netlify.com onrender.com herokuapp.com glitch.me replit.app "
        "repl.co surge.sh webflow.io framer.website carrd.co weebly.com wixsite.com "
        "wordpress.com jimdosite.com godaddysites.com mystrikingly.com square.site "
        "notion.site gitbook.io bubbleapps.io ngrok.io ngrok-free.app trycloudflare.com "
        "duckdns.org ladipage.vn ladi.me typeform.com jotform.com surveymonkey.com canva.site"
    ).split()
)


def is_anybodys(host: str) -> bool:
    """Whether anybody may publish on a host, whosever the domain is."""
    parts = host.split(".")
    return any(".".join(parts[i:]) in _ANYBODYS for i in range(len(parts)))
