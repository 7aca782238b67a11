// The codes a scan reports, one entry a path. They are stable: scripts may rely on them.
// Failed (nothing was indexed for this path):

/** The folder is not there, cannot be read, or is empty although files of it are known (an unmounted disk). Its files are not marked missing. */
export const FOLDER_UNREADABLE = 'FOLDER_UNREADABLE'
/** The file cannot be opened or read to its end. */
export const FILE_UNREADABLE = 'FILE_UNREADABLE'
/** The file has no bytes. */
export const EMPTY_FILE = 'EMPTY_FILE'
/** The ending says audio, the content does not. */
export const NOT_AUDIO = 'NOT_AUDIO'
/** The name is not valid UTF-8; the path is given with the bytes escaped as \xNN. */
export const NAME_NOT_UTF8 = 'NAME_NOT_UTF8'
/** Reading the file crashed or hung its worker; the others went on. */
export const FILE_HANGS = 'FILE_HANGS'

// Notices (indexed, or rightly passed over, but worth knowing):

/** The content is another format than the ending says; it was read as what it is. */
export const WRONG_ENDING = 'WRONG_ENDING'
/** The same content lies at another path too; both files belong to one track. */
export const DUPLICATE = 'DUPLICATE'
/** The tags are damaged; names were taken from the path where needed. */
export const TAGS_BROKEN = 'TAGS_BROKEN'
/** A link that leads to a folder or file that was read already, such as a loop. */
export const LINK_REPEATED = 'LINK_REPEATED'
/** A link that leads nowhere. */
export const LINK_BROKEN = 'LINK_BROKEN'
/** The embedded or folder picture is of no usable kind (SVG, say) or too large; the track has no cover. */
export const COVER_REFUSED = 'COVER_REFUSED'
/** The scan was stopped; what it had read is kept, and the next scan goes on. */
export const SCAN_STOPPED = 'SCAN_STOPPED'
