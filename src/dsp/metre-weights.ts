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
    0.565, -1.213, -2.234, -0.03, -0.246, 0.202, 0.126, 1.935, -0.535, -0.114, 1.354, 0.393, 0.474, -0.379, -0.178, 0.572, -1.143, 0.486,
    -0.562, -0.007, 0.218, -0.028, -0.333, 0.975, 0.293, -0.408, -0.623, 0.94, -0.237, -0.146, 0.002, 1.198, -1.65, 4.081, 0.795, 0.066,
    -1.229, 0.208,
  ],
  bar: {
    '4/4': [
      0.515, 1.35, -0.759, 0.712, 0.618, 1.275, 9.107, -0.322, -0.447, -0.026, 0.449, 1.18, -1.598, 6.556, 0.888, 1.333, -0.732, 1.518,
      -1.19, -0.972, 0.602, 0.775, -0.839, 0.159, -0.469, -0.495, 1.817,
    ],
    '3/4': [
      -0.282, 1.557, -0.758, 0.044, -0.09, 3.432, 2.839, 0.325, 0.026, -0.81, -0.221, 1.006, -0.835, -1.148, 1.414, 0.333, 1.361, -0.488,
      1.089, -1.177, 0.037, 0.687, -0.659, -0.999, 1.32, 0.255, -1.845,
    ],
    '6/8': [
      -0.373, 0.464, 0.301, 0.525, -0.445, 4.053, 0.787, -4.337, 0, 0, 0, 0, 0, 0, 0, 0.396, 0.26, -0.861, -0.256, 2.574, -0.889, -0.431,
      -0.671, 1.048, -1.949, 1.299, -0.978,
    ],
  },
}
