// Bytes to ears: the front door.
export { contentTypeOf, playsInBrowsers } from './content-type.ts'
export { type ByteRange, parseRange, rangeIsCurrent } from './range.ts'
export { readVirtualWav, type VirtualWav, virtualWav } from './transcode.ts'
