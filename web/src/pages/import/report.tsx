// The honest report: read = imported + duplicates + ignored + invalid, every part with its reason and its place.

import type { SourceReportBody } from '../../../../src/server/contract.ts'
import { countOf, formatCount } from '../../kit/format.ts'

const FORMATS: Readonly<Record<string, string>> = {
  'spotify-extended': 'Spotify, extended streaming history',
  'spotify-account': 'Spotify, account data',
  table: 'table of tracks',
  unknown: 'not recognised',
}

/** A format as people call it. */
export const formatName = (format: string): string => FORMATS[format] ?? format

/** A reason as words: podcast-without-uri is "podcast without uri". */
export const reasonName = (reason: string): string => reason.replaceAll(/[-_]/g, ' ').toLowerCase()

interface Part {
  readonly name: string
  readonly kind: 'imported' | 'duplicates' | 'ignored' | 'invalid'
  readonly count: number
}

/** The parts of a report that are not zero; they add up to what was read. */
export function partsOf(report: SourceReportBody): Part[] {
  const parts: Part[] = [
    { name: 'imported', kind: 'imported', count: report.imported },
    { name: 'already known', kind: 'duplicates', count: report.duplicates },
    ...Object.entries(report.ignored).map(([reason, count]): Part => ({ name: `left out: ${reasonName(reason)}`, kind: 'ignored', count })),
    { name: 'not readable', kind: 'invalid', count: report.invalid.length },
  ]
  return parts.filter((part) => part.count > 0)
}

export function Report({ report }: { report: SourceReportBody }) {
  const parts = partsOf(report)
  return (
    <div className="report">
      <h3>
        {report.path} <span className="small quiet">{formatName(report.format)}</span>
      </h3>
      {report.read === 0 ? (
        <p className="small quiet">
          {report.format === 'unknown' ? 'Deepcut knows no format like it, and left it alone.' : 'It holds no rows.'}
        </p>
      ) : (
        <>
          <div className="report-bar" aria-hidden="true">
            {parts.map((part) => (
              <i key={part.name} className={`part-${part.kind}`} style={{ flexGrow: part.count }} />
            ))}
          </div>
          <ul className="report-parts" aria-label={`Of ${countOf(report.read, 'row')}`}>
            {parts.map((part) => (
              <li key={part.name}>
                <i className={`part-${part.kind}`} aria-hidden="true" />
                {`${formatCount(part.count)} ${part.name}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <More report={report} />
      {report.invalid.length > 0 ? (
        <details className="report-rows" open={report.invalid.length <= 3}>
          <summary>{`Where ${countOf(report.invalid.length, 'row')} could not be read`}</summary>
          <ul>
            {report.invalid.slice(0, 200).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes
              <li key={at}>
                <span className="quiet">{row.where}</span>
                <span>{row.message}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function More({ report: { matched, droppedFields } }: { report: SourceReportBody }) {
  if (!matched && !droppedFields?.length) return null
  return (
    <div className="report-more">
      {matched ? (
        <p>
          {`${formatCount(matched.library)} are of music in your library, ${formatCount(matched.catalogue)} of music in the catalogue, ${formatCount(matched.neither)} of music known only from this history.`}
        </p>
      ) : null}
      {droppedFields?.length ? <p>{`Left out on purpose, because it is personal: ${droppedFields.join(', ')}.`}</p> : null}
    </div>
  )
}
