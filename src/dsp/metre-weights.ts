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
    0.715, -1.865, -1.127, 0.735, -0.547, -0.129, 0.106, 1.457, -0.776, 0.653, 1.08, 0.221, 0.209, -0.36, -0.1, 0.907, -1.048, -0.671,
    -0.368, 0.233, 0.1, 0.055, -0.534, 0.771, 0.154, -0.312, -0.515, 0.912, -0.075, -0.2, -0.316, 1.498, -3.381, 0.312,
  ],
  bar: {
    '4/4': [0.554, 1.116, -0.628, 0.597, 0.417, 7.096, -0.406, -0.387, 0.158, 1.008, 2.482, 0.909, -0.483, 1.37, -0.643, -0.655, 0.695],
    '3/4': [-0.39, 1.389, -0.672, 0.248, 0.227, 4.657, -0.352, -0.586, -0.217, 1.169, -0.661, 0.293, 1.145, -0.512, 0.387, -1.302, -0.198],
    '6/8': [-0.289, 0.451, 0.559, -0.47, 0.185, 5.069, 0, 0, 0, 0, 0, 0.548, -0.261, -1.163, -0.168, 1.849, -0.766],
  },
}
