// The weights of metre.ts: conditional logit with a quadratic penalty, fitted on the development half of the renders and on pieces
// composed by people (docs/science/tempo.md says which, and what comes out on those left aside).

interface MetreWeights {
  /** The bell of the tempo, the lags, what sounds on and between beats. */
  readonly beat: readonly number[]
  /** The metre's own constant, its bar's contrasts, its returns and subdivisions. */
  readonly bar: Readonly<Record<'4/4' | '3/4' | '6/8', readonly number[]>>
}

export const METRE_WEIGHTS: MetreWeights = {
  beat: [
    0.543, -1.329, -2.092, -0.386, -0.273, 0.194, 0.155, 1.968, -0.784, -0.357, 1.56, 0.497, 0.539, -0.551, -0.196, 0.449, -1.08, 0.4,
    -0.508, 0.101, 0.169, -0.078, -0.241, 0.988, 0.302, -0.38, -0.776, 0.832, -0.211, -0.21, 0.206, 0.873, -2.004, 4.888, 1.088, -0.314,
    -1.449, 0.393,
  ],
  bar: {
    '4/4': [
      0.509, 1.285, -0.796, 0.942, 0.481, 1.386, 9.104, -0.501, -0.515, 0.031, 0.426, 1.158, -1.542, 6.627, 0.859, 1.297, -0.935, 1.615,
      -1.444, -0.998, 0.607, 0.782, -0.721, -0.269, -0.348, -0.842, 1.828,
    ],
    '3/4': [
      -0.331, 1.849, -1.022, 0.087, -0.124, 3.243, 2.55, 0.594, 0.12, -0.89, -0.294, 1.146, -0.894, -1.712, 1.263, 0.484, 1.608, -0.409,
      1.299, -1.291, 0.189, 0.713, -0.793, -1.265, 1.394, 0.454, -2.277,
    ],
    '6/8': [
      -0.302, 0.786, 0.809, -0.969, 0.1, 4.263, 1.905, -4.681, 0, 0, 0, 0, 0, 0, 0, 0.734, 0.507, -0.994, -0.46, 2.917, -1.108, -0.559,
      -0.98, 0.844, -2.388, 1.639, -1.102,
    ],
  },
}
