// What exists: the front door.
export type { Album, AlbumId, AlbumStore } from './album.ts'
export type { Artist, ArtistId, ArtistStore } from './artist.ts'
export { ATTRIBUTE_NAMES, type AttributeName, type Attributes } from './attributes.ts'
export type { AudioFile, AudioFileId, AudioFileStore, FileStamp, FolderStore } from './audio-file.ts'
export { foldName, foldText } from './fold.ts'
export {
  artistPart,
  compilationKey,
  durationsAgree,
  durationToleranceMs,
  idOfUri,
  isVarious,
  leadOfCredit,
  matchKey,
  splitDisc,
  splitGuest,
  titlePart,
  titlesAgree,
  UNKNOWN_ARTIST,
  VARIOUS_ARTISTS,
} from './identity.ts'
export { type ArrangeTrack, type ArrangeWording, arrange, isBetterAlbum, isBetterWorded, type Worded } from './identity-arrange.ts'
export type { IdentityChange, IdentityEdit, IdentityPair, IdentityStore, PairKind, Wording } from './identity-edits.ts'
export { blockHashes, judgePair, type PairSide } from './identity-pairs.ts'
export { type ScanDeps, type ScanReport, type ScanRequest, scan } from './scan.ts'
export { pictureType } from './sniff.ts'
export { importTable, isTable, type TableReport } from './table.ts'
export type { TableInput } from './table-rows.ts'
export { planTags, type TagPlan } from './tagging/plan-tags.ts'
export { newJournal } from './tagging/tag-journal.ts'
export type { TagValues } from './tagging/tag-place.ts'
export { type TagDeps, undoTags, writeTags } from './tagging/write-tags.ts'
export {
  CATALOGUED,
  type Page,
  PLAYABLE,
  type Sighting,
  SYNTHETIC,
  type Track,
  type TrackColumns,
  type TrackId,
  type TrackQuery,
  type TrackStore,
} from './track.ts'
export { type WatchDeps, type WatchOptions, watchFolders } from './watch.ts'
