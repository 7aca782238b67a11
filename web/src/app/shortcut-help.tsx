// The list of shortcuts, as a dialog and in the settings.

import { Dialog } from '../kit/dialog.tsx'
import { SHORTCUTS } from './shortcuts.ts'
import './shortcut-help.css'

export const ShortcutList = () => (
  <dl className="shortcuts">
    {SHORTCUTS.map(({ keys, does }) => (
      <div key={keys}>
        <dt>
          {keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </dt>
        <dd>{does}</dd>
      </div>
    ))}
  </dl>
)

export const ShortcutHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} onClose={onClose} title="Keyboard">
    <div className="shortcut-help">
      <ShortcutList />
    </div>
  </Dialog>
)
