// Everything that can happen, by name, with what is told about it. The page receives these as server-sent events.

export interface EventCatalog {
  'scan.progress': { filesSeen: number; filesTotal: number | null; path: string }
  'scan.finished': { files: number; added: number; updated: number; removed: number; failed: number; seconds: number }
  /** `done` and `total` count the files of one tier: excerpts first (quick), then whole files; or what is concluded anew without hearing (derive). */
  'analysis.progress': {
    tier: 'derive' | 'quick' | 'full'
    done: number
    total: number
    failed: number
    etaS: number | null
    trackId: number
    path: string
  }
  'analysis.finished': { done: number; failed: number; seconds: number }
  'import.progress': { importId: string; path: string; bytesRead: number; bytesTotal: number; rowsRead: number }
  'import.finished': { importId: string; listenerId: number }
  /** A source was removed, or the rules of what counts were changed: every number of the history may be another. */
  'history.changed': { listenerId: number }
  'listen.recorded': { listenerId: number; trackId: number; skipped: boolean }
  /** A player says what it plays now; it is over at `untilMs` at the latest. */
  'listen.playing': { listenerId: number; device: string; title: string; artist: string; album: string | null; untilMs: number }
  /** An act of a listener with a track was kept (listens/engagement.ts). */
  'engagement.recorded': { listenerId: number; trackId: number; kind: string; atMs: number }
  'feedback.changed': { listenerId: number; trackId: number; feedback: 'love' | 'ban' | null }
  /** Tracks, albums or covers appeared, changed or went. */
  'library.changed': Record<string, never>
  /** A new answer to "what next" is ready for this listener. */
  'recommendations.changed': { listenerId: number; cause: string }
}

export type EventName = keyof EventCatalog
export type DeepcutEvent = { [Name in EventName]: { readonly name: Name; readonly data: EventCatalog[Name] } }[EventName]
