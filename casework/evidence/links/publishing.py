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
        "duckdns.org ladipage.vn ladi.me typeform.com jotform.com surveymonkey.com canva.site "
        "translate.google.com translate.goog lookerstudio.google.com colab.research.google.com "
        "h5.zdn.vn testflight.apple.com paypal.me steamcommunity.com nhantien.momo.vn chotot.com "
        "nhatot.com"
    ).split()
)
# Domains whose own site is the owner's, while customers publish beneath them.
_BENEATH = frozenset({"viettelcloud.vn"})
# Parts of sites that are otherwise the owner's own; also those that pass on to any other site.
_PATHS = {
    "google.com": ("/amp/", "/url", "/maps/d/"),
    "google.com.vn": ("/amp/", "/url", "/maps/d/"),
    "play.google.com": ("/store/apps",),
    "apps.apple.com": ("/",),
    "icloud.com": ("/shortcuts", "/iclouddrive", "/sharedalbum"),
    "zaloapp.com": ("/qr",),
    "paypal.com": ("/invoice", "/paypalme"),
    "outlook.office.com": ("/bookwithme", "/owa/calendar"),
    "outlook.office365.com": ("/bookwithme", "/owa/calendar"),
}
_NO_PATH: tuple[str, ...] = ()
# Where a page's name stands in its path. Not those of social networks: there brands are at home.
_PAGE_BUILDERS = frozenset(
    "sites.google.com script.google.com storage.googleapis.com firebasestorage.googleapis.com "
    "sway.office.com telegra.ph s3.amazonaws.com".split()
)


def is_anybodys(host: str, path: str = "") -> bool:
    """Whether anybody may publish on a host, or beneath such a path, whosever the domain is."""
    bare = parent = host.removeprefix("www.")
    while parent:
        if parent in _ANYBODYS or (parent in _BENEATH and parent != bare):
            return True
        parent = parent.partition(".")[2]
    return path.lower().startswith(_PATHS.get(bare, _NO_PATH))


def is_page_builder(host: str) -> bool:
    """Whether pages on a host are told apart by their paths, and anybody builds them."""
    return host in _PAGE_BUILDERS
