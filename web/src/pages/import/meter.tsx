// How far something has come, as a bar and in words. Without a share it only says that it goes on.

import './meter.css'

export function Meter({ share, words }: { share: number | null; words: string }) {
  return (
    <div className="meter">
      <div
        className={share === null ? 'meter-bar meter-unknown' : 'meter-bar'}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <i style={{ width: share === null ? '30%' : `${Math.min(1, share) * 100}%` }} />
      </div>
      <p className="small quiet">{words}</p>
    </div>
  )
}
