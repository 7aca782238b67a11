// The honest report: read = imported + duplicates + ignored + invalid, every part with its reason and its place.

import type { SourceReportBody } from '../../../../src/server/contract.ts'
import { countOf, formatCount } from '../../kit/format.ts'
import { Mapper } from './mapper.tsx'
import { formatName, matchedWords, mergedWords, partsOf } from './report-parts.ts'

/** `within` is the name of the file that was dropped; it is not said twice. */
export function Report({ report, within, importId }: { report: SourceReportBody; within: string; importId?: string }) {
  const parts = partsOf(report)
  if (report.asks && importId) {
    return (
      <div className="report">
        <h3>{report.path === within ? 'A table of listens' : report.path}</h3>
        <Mapper id={importId} path={report.path} look={report.asks} />
      </div>
    )
  }
  return (
    <div className="report">
      <h3>
        {report.path === within ? null : `${report.path} `}
        <span className="small quiet">{formatName(report.format)}</span>
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

function More({ report: { format, matched, merged, droppedFields, notes } }: { report: SourceReportBody }) {
  if (!matched && !merged && !droppedFields?.length && !notes?.length) return null
  return (
    <div className="report-more">
      {matched ? <p>{matchedWords(matched)}</p> : null}
      {merged ? <p>{mergedWords(merged, format)}</p> : null}
      {notes?.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {droppedFields?.length ? <p>{`Left out on purpose, because it is personal: ${droppedFields.join(', ')}.`}</p> : null}
    </div>
  )
}
