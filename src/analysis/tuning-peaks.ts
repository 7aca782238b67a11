// Where the peaks lie that tell how a recording is tuned, and how long one listens for them.

import { BIN_HZ } from './hearing.ts'

/** The tuning is settled after six minutes of frames: what depends on it waits until then. Of shorter files it is that of the whole. */
export const TUNING_FRAMES = 15_504

/** 150 to 4,000 Hz, at least a tenth of the frame's greatest value, as in librosa's piptrack. */
export const TUNING_PEAKS = { first: Math.ceil(150 / BIN_HZ), end: Math.ceil(4000 / BIN_HZ), threshold: 0.1 }
