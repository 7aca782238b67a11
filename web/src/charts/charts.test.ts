import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envelope, shareOfHz } from './envelope.ts'
import { camelotOf, keyShort, mixesWith, PITCHES } from './key.ts'
import { between, timbreRamp } from './ramp.ts'
import { gainFor, resample } from './resample.ts'
import { linePath, placeOf, slotPoints, tempoPoints, tintOf } from './timeline.ts'

test('keys stand where the Camelot wheel has them', () => {
  const known = {
    'C major': '8B',
    'G major': '9B',
    'F major': '7B',
    'A minor': '8A',
    'E minor': '9A',
    'D# minor': '2A',
    'F# major': '2B',
    'B major': '1B',
    'G# minor': '1A',
  }
  for (const [name, place] of Object.entries(known)) {
    const [tonic, mode] = name.split(' ')
    assert.equal(camelotOf(tonic, mode as 'major' | 'minor'), place, name)
  }
  assert.equal(camelotOf('H', 'major'), null)
})

test('all twenty-four keys have places of their own', () => {
  const places = PITCHES.flatMap((tonic) => [camelotOf(tonic, 'major'), camelotOf(tonic, 'minor')])
  assert.equal(new Set(places).size, 24)
})

test('neighbours go round the wheel', () => {
  assert.deepEqual(mixesWith('12A'), ['11A', '1A', '12B'])
  assert.deepEqual(mixesWith('1B'), ['12B', '2B', '1A'])
})

test('fewer bars keep the highest peak', () => {
  const peaks = [0, 10, 255, 3, 0, 0, 128, 0]
  const { heights } = resample(peaks, peaks, 2)
  assert.equal(heights[0], 1)
  assert.equal(Math.round(heights[1] * 255), 128)
})

test('more bars than slots repeat them, and none is lost', () => {
  const { heights } = resample([255, 0, 51], [0, 0, 0], 9)
  assert.deepEqual(
    [...heights].map((height) => Math.round(height * 255)),
    [255, 255, 255, 0, 0, 0, 51, 51, 51],
  )
})

test('a part of it shows only that part', () => {
  const peaks = Array.from({ length: 100 }, (_, slot) => (slot < 50 ? 255 : 0))
  assert.ok(resample(peaks, peaks, 10, 0.5, 1).heights.every((height) => height === 0))
  assert.ok(resample(peaks, peaks, 10, 0, 0.5).heights.every((height) => height === 1))
})

test('the colour of a bar is that of what sounds in it', () => {
  const { brightness } = resample([255, 1], [255, 0], 1)
  assert.ok(brightness[0] > 0.95)
})

test('no waveform is silence, not a fault', () => {
  const { heights } = resample([], [], 4)
  assert.deepEqual([...heights], [0, 0, 0, 0])
})

test('the ramp of timbre rises in lightness, so that it holds without colour', () => {
  const lightness = (css: string) => {
    const [r, g, b] = css.match(/\d+/g)!.map(Number)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  for (const theme of ['dark', 'light'] as const) {
    const steps = timbreRamp(theme).map(lightness)
    for (let step = 1; step < steps.length; step++) assert.ok(steps[step] > steps[step - 1] - 1, `${theme}, step ${step}`)
  }
})

test('hues are mixed the short way round', () => {
  assert.equal(Math.round(between({ l: 0, c: 0, h: 350 }, { l: 1, c: 0.2, h: 30 }, 0.5).h), 10)
})

test('a quiet track is drawn taller, a loud one as it is, silence stays silence', () => {
  assert.equal(gainFor([255, 3]), 1)
  assert.equal(gainFor([170]), 1.5)
  assert.equal(gainFor([4, 2]), 2.5)
  assert.equal(gainFor([]), 2.5)
})

test('the envelope comes back from the cosine transform of a spectrum', () => {
  const BANDS = 128
  const spectrum = Array.from({ length: BANDS }, (_, band) => 20 * Math.cos((Math.PI * 3 * (band + 0.5)) / BANDS) - 5)
  const mfcc = Array.from({ length: 20 }, (_, k) => {
    const sum = spectrum.reduce((total, level, band) => total + level * Math.cos((Math.PI * k * (band + 0.5)) / BANDS), 0)
    return sum * Math.sqrt((k === 0 ? 1 : 2) / BANDS)
  })
  const back = envelope(mfcc, BANDS)
  const top = Math.max(...spectrum)
  for (let band = 0; band < BANDS; band++) assert.ok(Math.abs(back[band] - (spectrum[band] - top)) < 1e-9)
})

test('frequencies stand where the mel scale has them', () => {
  assert.equal(shareOfHz(0), 0)
  assert.equal(shareOfHz(11_025), 1)
  assert.ok(Math.abs(shareOfHz(1000) - 15 / (15 + (27 * Math.log(11.025)) / Math.log(6.4))) < 1e-12)
})

test('what lies along time has its place in the part of the track that is in view', () => {
  assert.deepEqual(placeOf(10, 30, 100, [0, 1]), { left: 10, width: 20 })
  assert.deepEqual(placeOf(0, 50, 100, [0.25, 0.75]), { left: 0, width: 50 })
  assert.equal(placeOf(10, 30, 100, [0.5, 0.75]), null)
  assert.deepEqual(placeOf(25, 25, 100, [0.25, 0.5]), { left: 0, width: 0 })
  assert.equal(placeOf(1, 2, 0, [0, 1]), null)
  // Beyond the end is the end.
  assert.deepEqual(placeOf(90, 120, 100, [0, 1]), { left: 90, width: 10 })
})

test('a curve goes through the middle of its slots, high values on top', () => {
  assert.deepEqual(slotPoints([0, 255]), [
    [0.25, 0],
    [0.75, 1],
  ])
  assert.equal(
    linePath(
      [
        [0.25, 0],
        [0.75, 1],
      ],
      [0, 1],
    ),
    'M25.00 100.0L75.00 0.0',
  )
  assert.equal(linePath([[0.5, 0.5]], [0.5, 1]), 'M0.00 50.0')
})

test('a tempo that hardly drifts looks like one', () => {
  const { points, lowBpm, highBpm } = tempoPoints({ atS: [0, 50, 100], bpm: [119, 120, 121] }, 100)
  assert.deepEqual([lowBpm, highBpm], [119, 121])
  assert.deepEqual(
    points.map(([share]) => share),
    [0, 0.5, 1],
  )
  assert.ok(points.every(([, value]) => value > 0.4 && value < 0.6))
  const wide = tempoPoints({ atS: [0, 100], bpm: [80, 160] }, 100).points
  assert.ok(wide[0][1] < 0.1 && wide[1][1] > 0.9 && wide[1][1] <= 1)
})

test('sections with one label have one tint', () => {
  assert.equal(tintOf('intro'), tintOf('outro'))
  assert.equal(tintOf('A'), tintOf('a'))
  assert.notEqual(tintOf('A'), tintOf('B'))
  assert.equal(tintOf('body'), tintOf('A'))
})

test('keys in short are as on a chord sheet', () => {
  assert.deepEqual([keyShort('D#', 'minor'), keyShort('F#', 'minor'), keyShort('C#', 'major')], ['E♭m', 'F♯m', 'D♭'])
})
