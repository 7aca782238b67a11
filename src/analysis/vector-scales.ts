// The scales of the similarity vector: for each number the mean and standard deviation over 237 excerpts of 125 free recordings (orchestral,
// electronic, rock, ambient, piano; each source weighed by the root of its size), and the weight of the number's family. Fixed: to change
// one is a new version of the vector. How they were found and judged: docs/science/similarity.md.

interface Family {
  /** Shared by its numbers: each weighs this over the root of their count. */
  readonly weight: number
  /** Mean and standard deviation of each number. */
  readonly scales: readonly (readonly [number, number])[]
}

const FAMILIES: readonly Family[] = [
  // Timbre: means of MFCC 1 to 13.
  {
    weight: 2,
    scales: [
      [130.2, 37.47],
      [7.545, 29.59],
      [25.35, 14.16],
      [7.24, 12.46],
      [9.212, 11.8],
      [0.5068, 8.455],
      [5.26, 8.347],
      [-2.217, 8.192],
      [3.771, 8.017],
      [-2.896, 6.649],
      [2.053, 5.659],
      [-1.43, 5.54],
      [1.334, 5.297],
    ],
  },
  // Timbre over time: deviations of MFCC 0 to 9.
  {
    weight: 1,
    scales: [
      [67.1, 27.24],
      [31.95, 13.09],
      [22.66, 9.109],
      [15.4, 5.839],
      [12.53, 4.262],
      [10.55, 3.389],
      [9.69, 3.171],
      [9.155, 2.918],
      [8.709, 2.688],
      [8.54, 2.98],
    ],
  },
  // Spectral contrast: means of its seven bands.
  {
    weight: 1.4,
    scales: [
      [19.81, 3.619],
      [16.27, 3.013],
      [19.92, 3.629],
      [20.52, 4.471],
      [21.14, 4.442],
      [21.18, 4.492],
      [22.04, 6.008],
    ],
  },
  // Spectral contrast over time: deviations of bands 0, 2, 4, 6.
  {
    weight: 0.7,
    scales: [
      [5.008, 0.973],
      [4.404, 0.9242],
      [4.208, 1.452],
      [4.217, 1.902],
    ],
  },
  // Brightness: logarithms of centroid, its deviation, roll-off, zero-crossing rate and its deviation.
  {
    weight: 1,
    scales: [
      [7.187, 0.5126],
      [6.212, 0.6482],
      [7.879, 0.5955],
      [-2.934, 0.6029],
      [-3.566, 0.667],
    ],
  },
  // Movement: mean change from frame to frame in eight regions, low to high.
  {
    weight: 1.4,
    scales: [
      [2.424, 0.7317],
      [2.77, 0.7169],
      [2.961, 0.7891],
      [2.899, 0.9722],
      [2.795, 1.19],
      [2.752, 1.328],
      [2.698, 1.526],
      [2.466, 1.668],
    ],
  },
  // Harmony: circular autocorrelation of the pitch classes at 1 to 6 semitones, and their evenness.
  {
    weight: 1.2,
    scales: [
      [0.7946, 0.1723],
      [1.008, 0.1226],
      [0.9453, 0.08768],
      [0.9068, 0.123],
      [1.239, 0.2031],
      [0.7416, 0.2018],
      [0.9154, 0.06063],
    ],
  },
  // Rhythm: folded pulse in four quarters of an octave, its peak, onsets a second, their contrast, confidence of the tempo.
  {
    weight: 1.4,
    scales: [
      [0.007692, 0.007335],
      [0.005646, 0.00723],
      [0.006915, 0.006672],
      [0.005822, 0.006058],
      [0.04814, 0.02843],
      [1.191, 0.3489],
      [2.005, 0.3227],
      [0.5747, 0.3433],
    ],
  },
  // Dynamics: loudness, and how much the level varies.
  {
    weight: 0.8,
    scales: [
      [-16.56, 3.073],
      [-0.8138, 0.3626],
    ],
  },
]

/** Mean, standard deviation and weight of each number of the vector, in its order. */
export const VECTOR_SCALES: readonly (readonly [number, number, number])[] = FAMILIES.flatMap(({ weight, scales }) =>
  scales.map(([mean, std]) => [mean, std, weight / Math.sqrt(scales.length)] as const),
)
