// The weights of metre.ts: conditional logit with a quadratic penalty, fitted on the development half of the renders and on pieces
// composed by people (docs/science/tempo.md says which, and what comes out on those left aside; scripts/learn-metre.ts learns others).

interface MetreWeights {
  /** The bell of the tempo, the lags, what sounds on and between beats. */
  readonly beat: readonly number[]
  /** The metre's own constant, its bar's contrasts, its returns and subdivisions. */
  readonly bar: Readonly<Record<'4/4' | '3/4' | '6/8', readonly number[]>>
}

export const METRE_WEIGHTS: MetreWeights = {
  beat: [
    0.397, -1.221, -1.905, 0.268, -0.3, -0.168, -0.219, 1.713, -0.808, -0.166, 1.659, 0.234, 0.387, -0.503, -0.175, 0.82, -0.909, 0.231,
    -0.518, -0.052, 0.261, 0.053, -0.635, 0.767, 0.115, -0.416, -0.739, 0.731, -0.093, -0.299, -0.682, 2.426, -1.928, 1.686, 1.511, 0.472,
    -1.26, 0.343,
  ],
  bar: {
    '4/4': [
      0.511, 1.64, -0.739, 0.761, 0.264, 0.909, 8.877, -0.088, -0.168, -0.24, 0.397, 1.093, -1.402, 6.283, 0.415, 1.062, -0.786, 1.646,
      -1.411, -0.856, 0.495, 0.714, -0.784, -0.232, -0.902, 0.354, 1.741,
    ],
    '3/4': [
      -0.382, 1.565, -0.362, 0.249, 0.214, 1.855, 3.941, 0.313, -0.267, -0.644, -0.167, 1.027, -1.592, -1.083, 2.163, 0.69, 1.423, -0.278,
      0.727, -1.871, 0.253, 0.458, -0.78, -0.232, 1.685, -0.339, -1.964,
    ],
    '6/8': [
      -0.239, -0.221, 1.352, -0.587, 0.591, 1.165, 4.792, 0.192, 0, 0, 0, 0, 0, 0, 0, 1.082, -0.095, -1.567, 0.37, 2.366, -0.999, -0.586,
      -0.613, 1.863, -1.864, -0.788, -0.828,
    ],
  },
}
