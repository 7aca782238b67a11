// What we learned: the front door.
export { type AttributeSpace, FEATURE_SIZE, FEATURES } from './taste/attribute-space.ts'
export { BRIDGE_PAIRS_MIN } from './taste/bridge.ts'
export type { Centres } from './taste/centres.ts'
export { GENRE_FAMILIES, genreFamilies } from './taste/genres.ts'
export { type Anchors, learnTaste, NO_CENTRE, SOUND_CENTRE, type Taste } from './taste/learn.ts'
export { type PointSpace, slotCloseness, slotDistance2 } from './taste/point-space.ts'
export { type MusicSpaces, openSpaces, rowOfId } from './taste/spaces.ts'
export { type Dealings, faded } from './taste/weigh.ts'
