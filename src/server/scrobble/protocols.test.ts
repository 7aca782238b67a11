// What the scrobble servers hold to, each protocol in a file of its own; in one process, because opening a server takes longer than most of it.

import './audioscrobbler.contract.ts'
import './lastfm.contract.ts'
import './listenbrainz.contract.ts'
import './replays.contract.ts'
