// How to get one's history out of Spotify.

export const ExportHelp = () => (
  <section>
    <h2>How to get your export</h2>
    <ol className="help-steps">
      <li>
        <span>
          Open{' '}
          <a href="https://www.spotify.com/account/privacy/" target="_blank" rel="noreferrer">
            spotify.com/account/privacy
          </a>{' '}
          and ask for the <em>extended streaming history</em>. It holds everything you ever played, and takes up to 30 days.
        </span>
      </li>
      <li>
        <span>
          Meanwhile ask for the <em>account data</em> too: the last year, within a few days. When the other comes, the two overlap without
          counting twice.
        </span>
      </li>
      <li>
        <span>Confirm by the e-mail they send. Later another brings a zip; drop it here as it is.</span>
      </li>
      <li>
        <span>For music you do not own yet, drop a CSV of tracks with columns such as artist, title, energy, valence and popularity.</span>
      </li>
    </ol>
  </section>
)
