// Which wordings are one recording, and which are not.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldName, foldText } from './fold.ts'
import {
  artistPart,
  compilationKey,
  durationsAgree,
  durationToleranceMs,
  isVarious,
  leadOfCredit,
  matchKey,
  splitDisc,
  splitGuest,
  titlePart,
  titlesAgree,
} from './identity.ts'

const same = (pairs: readonly (readonly [string, string])[]) => {
  const keys = new Set(pairs.map(([artist, title]) => matchKey(artist, title)))
  assert.equal(keys.size, 1, [...keys].join(' | '))
}
const apart = (artist: string, ...titles: string[]) =>
  assert.equal(new Set(titles.map((title) => matchKey(artist, title))).size, titles.length, titles.join(' | '))

describe('matchKey', () => {
  it('does not mind case, diacritics of Latin, punctuation, spaces and compatibility forms', () => {
    same([
      ['Björk', 'Jóga'],
      ['BJORK', 'joga'],
      ['bjo\u0308rk', ' Jóga '],
    ])
    same([
      ['AC/DC', 'T.N.T.'],
      ['ACDC', 'TNT'],
      ['AC DC', 'T. N. T.'],
    ])
    same([
      ['Beyoncé', 'Déjà Vu'],
      ['beyonce', 'Deja  Vu'],
      ['Ｂｅｙｏｎｃé', 'Déjà-Vu'],
    ])
    same([
      ['Sigur Rós', 'Svefn-g-englar'],
      ['Sigur Ros', 'Svefn G Englar'],
    ])
    same([
      ['Motörhead', 'Ain’t My Crime'],
      ['Motorhead', "Ain't My Crime"],
    ])
    same([
      ['MØ', 'Kamikaze'],
      ['Mo', 'kamikaze'],
    ])
    same([
      ['Simon & Garfunkel', 'Mrs. Robinson'],
      ['Simon and Garfunkel', 'Mrs Robinson'],
    ])
    same([
      ['The Beatles', 'Rock & Roll Music'],
      ['Beatles', 'Rock and Roll Music'],
    ])
    same([
      ['P!nk', 'So What'],
      ['Pink', 'So What?'],
    ])
    same([
      ['Ke$ha', 'TiK ToK'],
      ['Kesha', 'Tik Tok'],
    ])
    same([
      ['A', 'Suite, Pt. 2'],
      ['A', 'Suite (Part 2)'],
    ])
  })

  it('leaves features and remaster notes out', () => {
    same([
      ['Drake', 'One Dance'],
      ['Drake', 'One Dance (feat. Wizkid & Kyla)'],
      ['Drake', 'One Dance [ft. Wizkid]'],
      ['Drake', 'One Dance feat. Wizkid'],
      ['Drake feat. Wizkid', 'One Dance (with Kyla)'],
      ['Drake ft. Wizkid', 'One Dance - featuring Kyla'],
    ])
    same([
      ['Queen', 'Bohemian Rhapsody'],
      ['Queen', 'Bohemian Rhapsody - Remastered 2011'],
      ['Queen', 'Bohemian Rhapsody - 2011 Remaster'],
      ['Queen', 'Bohemian Rhapsody (2011 Remastered Version)'],
      ['Queen', 'Bohemian Rhapsody (Remastered)'],
      ['Queen', 'Bohemian Rhapsody - 2011 - Remaster'],
      ['Queen', 'Bohemian Rhapsody (Digitally Remastered 2011)'],
      ['Queen', 'Bohemian Rhapsody - Album Version'],
      ['Queen', 'Bohemian Rhapsody (Official Video)'],
    ])
    same([
      ['B', 'Song (Live)'],
      ['B', 'Song - Live - Remastered 2009'],
      ['B', 'Song feat. X (Live)'],
      ['B', 'Song (Live / Remastered)'],
    ])
    same([
      ['Idina Menzel', 'Let It Go'],
      ['Idina Menzel', 'Let It Go - From "Frozen"/Soundtrack Version'],
    ])
  })

  it('keeps other recordings of a song apart', () => {
    const notes = [
      '(Live)',
      '- Live at Wembley',
      '(Acoustic)',
      '- Acoustic Version',
      '(Instrumental)',
      '- Demo',
      '- Radio Edit',
      '(X Remix)',
      '(Y Remix)',
      '(Extended Mix)',
      '- Mono',
      '(Karaoke Version)',
      "(Taylor's Version)",
      '(Sped Up)',
      '- Reprise',
    ]
    apart('A', 'Song', ...notes.map((note) => `Song ${note}`))
  })

  it('keeps what is part of the title', () => {
    apart('A', 'Satisfaction', "(I Can't Get No) Satisfaction")
    apart('A', 'Prelude in C minor', 'Prelude in C# minor')
    apart('A', 'Untitled 1 2', 'Untitled 12')
    apart('A', 'Part 1', 'Part 2')
    apart('A', '6 ft Under', '6')
    apart('A', 'I Love You (With All My Heart)', 'I Love You')
    apart('A', 'Summer of 69', 'Summer of')
    apart('A', 'Remaster', 'Song')
  })

  it('keeps letters of other scripts, marks and all', () => {
    apart('А', 'й', 'и')
    apart('A', 'が', 'か')
    apart('A', '群青', '群', '青')
    apart('A', 'कि', 'की', 'क')
    assert.notEqual(matchKey('Кино', 'x'), matchKey('Кінo', 'x'))
  })

  it('does not mind accents that capitals leave out', () => {
    same([
      ['Ελευθερία Αρβανιτάκη', 'Δυνατά'],
      ['ΕΛΕΥΘΕΡΙΑ ΑΡΒΑΝΙΤΑΚΗ', 'ΔΥΝΑΤΑ'],
    ])
    same([
      ['Лёд', 'Ещё'],
      ['Лед', 'Еще'],
    ])
    assert.notEqual(matchKey('Їжак', 'x'), matchKey('Іжак', 'x'))
  })

  it('takes what video channels add for what it is, and not a title that only looks so', () => {
    same([
      ['Adele', 'Rolling in the Deep'],
      ['AdeleVEVO', 'Adele - Rolling in the Deep (Official Music Video)'],
      ['Adele - Topic', 'Rolling in the Deep'],
      ['Adele Official', 'Adele – Rolling in the Deep [4K Upgrade]'],
    ])
    apart('Adele', 'Adele - Live', 'Live', 'Adele')
    same([
      ['Bad', 'Bad - 2012 Remaster'],
      ['Bad', 'Bad'],
    ])
    assert.notEqual(matchKey('Queen', 'Abba - Waterloo'), matchKey('Queen', 'Waterloo'))
  })

  it('parts songs of one title on two compilations whose artists nobody tells', () => {
    assert.notEqual(compilationKey('Now 1', 'Angel'), compilationKey('Now 2', 'Angel'))
    assert.equal(compilationKey('Now 1', 'Angel (Remastered)'), compilationKey('NOW 1', 'angel'))
    assert.equal(titlePart(compilationKey('Now 1', 'Angel')), titlePart(matchKey('X', 'Angel')))
  })

  it('is quick with names made to hurt', () => {
    const startMs = performance.now()
    for (const part of [' ', 'a - ', '(', 'a & ', 'feat. ', 'remaster ', '(a ', 'a, ', '\u0301'])
      for (const name of [part.repeat(5000), `x${part.repeat(5000)}x`]) matchKey(name, name)
    assert.ok(performance.now() - startMs < 2000)
  })

  it('does not let names of signs alone collide', () => {
    apart('!!!', '!!!', '???', '...', '+', '÷', '×', '=', '❤️', '💔')
    assert.notEqual(matchKey('!!!', 'a'), matchKey('???', 'a'))
    assert.notEqual(matchKey('', 'a'), matchKey('!!!', 'a'))
  })

  it('does not cut artists at commas or ampersands', () => {
    for (const [whole, part] of [
      ['Tyler, The Creator', 'Tyler'],
      ['Earth, Wind & Fire', 'Earth'],
      ['Simon & Garfunkel', 'Simon'],
      ['AC/DC', 'AC'],
    ]) {
      assert.notEqual(matchKey(whole, 'x'), matchKey(part, 'x'))
    }
  })

  it('is total, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (artist, title) => {
        const key = matchKey(artist, title)
        assert.equal(`${artistPart(key)}\u001f${titlePart(key)}`, key)
      }),
    )
  })

  it('gives the same key for its own parts', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'the',
          'a',
          'live',
          'feat.',
          'with',
          '(live)',
          '[remix]',
          '- 2011 Remaster',
          '&',
          'and',
          'é',
          'ß',
          '1',
          '2',
          '!!!',
          'pt. 1',
          'Song',
          'й',
          '群',
          '#',
          "don't",
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(words, (title) => {
        const once = titlePart(matchKey('a', title))
        assert.equal(titlePart(matchKey('a', once)), once)
      }),
    )
  })

  it('never lets different letters meet', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'bcdghijklmnopqrsuvwxyz'), minLength: 1, maxLength: 12 })
    fc.assert(fc.property(letters, letters, (a, b) => assert.equal(matchKey('x', a) === matchKey('x', b), a === b)))
  })
})

describe('folding', () => {
  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(foldText(foldText(text)), foldText(text))))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(foldText(foldText(text)), foldText(text))))
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(foldName(foldName(text)), foldName(text))))
  })
})

describe('durations', () => {
  it('agree within 3 s, or 2 % of a long piece, at most 15 s; an unknown one agrees with all', () => {
    assert.equal(durationToleranceMs(100_000), 3000)
    assert.equal(durationToleranceMs(300_000), 6000)
    assert.equal(durationToleranceMs(36_000_000), 15_000)
    assert.ok(durationsAgree(200_000, 203_900) && !durationsAgree(200_000, 205_000))
    assert.ok(durationsAgree(null, 1) && durationsAgree(1, undefined))
  })
})

describe('credits', () => {
  it('finds the first of a line that may be several names', () => {
    const leads = [
      'Tyler, The Creator',
      'AC/DC',
      'Foo Fighters',
      'Charli XCX',
      'Brand X',
      'A, B',
      'A & B',
      'A x B',
      'A / B',
      'A; B',
      'A feat. B',
      'A vs. B',
    ].map(leadOfCredit)
    assert.deepEqual(leads, [null, null, null, null, null, 'A', 'A', 'A', 'A', 'A', 'A', 'A'])
  })

  it('parts a guest from the artist', () => {
    assert.deepEqual(splitGuest('Drake feat. Wizkid & Kyla'), ['Drake', 'Wizkid & Kyla'])
    assert.deepEqual(splitGuest('Drake (ft. Kyla)'), ['Drake', 'Kyla'])
    assert.equal(splitGuest('Little Feat'), null)
    assert.equal(splitGuest('Simon & Garfunkel'), null)
  })

  it('believes an id only where one title says more than the other', () => {
    assert.ok(titlesAgree(matchKey('A', 'Song'), matchKey('A', 'Song (Live)')))
    assert.ok(!titlesAgree(matchKey('A', 'Song'), matchKey('A', 'Other')))
    assert.ok(!titlesAgree(matchKey('A', 'Part'), matchKey('A', 'Part II')))
  })
})

describe('albums', () => {
  it('know a compilation’s artist and a disc in the title', () => {
    assert.ok(isVarious('Various Artists') && isVarious('VA') && isVarious('various') && !isVarious('Vanilla'))
    assert.deepEqual(splitDisc('The Wall (Disc 2)'), { title: 'The Wall', discNo: 2 })
    assert.deepEqual(splitDisc('The Wall CD1'), { title: 'The Wall', discNo: 1 })
    assert.deepEqual(splitDisc('Discovery'), { title: 'Discovery', discNo: null })
    assert.deepEqual(splitDisc('CD 1'), { title: 'CD 1', discNo: null })
  })
})
