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
    1.032, -1.765, -2.255, 0.233, -0.311, 0.153, -0.136, 1.88, -0.769, 0.345, 1.286, 0.228, 0.537, -0.36, -0.121, 0.521, -1.191, 0.285,
    -0.554, 0.014, 0.126, -0.138, -0.346, 1.015, 0.247, -0.473, -0.618, 0.998, -0.27, -0.174, 0.053, 0.798, -1.873, 3.754, 0.837, -0.116,
    -1.321, 0.212,
  ],
  bar: {
    '4/4': [
      0.647, 1.361, -0.742, 0.739, 0.625, 1.351, 8.97, -0.263, -0.428, -0.075, 0.505, 1.177, -1.552, 6.675, 0.92, 1.148, -0.825, 1.405,
      -1.032, -1.335, 0.867,
    ],
    '3/4': [
      -0.359, 1.595, -0.905, 0.038, 0.003, 3.545, 2.419, 0.306, -0.054, -0.727, -0.276, 1.036, -0.783, -1.153, 1.324, 0.348, 1.271, -0.378,
      1.123, -1.313, -0.211,
    ],
    '6/8': [-0.463, 0.429, 0.301, 0.408, -0.272, 4.069, 1.272, -4.487, 0, 0, 0, 0, 0, 0, 0, 0.532, 0.166, -0.679, -0.529, 3.437, -1.072],
  },
}
