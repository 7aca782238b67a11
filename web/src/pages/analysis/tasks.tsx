// Files in hand or next, each with what is heard of it and why.

import { Link } from '@tanstack/react-router'
import type { AnalysisQueue } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { formatSpan, formatTime } from '../../kit/format.ts'
import { taskWords, whyWords } from './words.ts'

type Task = AnalysisQueue['next'][number] & { readonly forS?: number }

export function Tasks({ title, tasks, more = null }: { title: string; tasks: readonly Task[]; more?: string | null }) {
  if (tasks.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ol className="tasks">
        {tasks.map((task) => (
          <Row key={`${task.tier} ${task.trackId} ${task.seconds}`} task={task} />
        ))}
      </ol>
      {more ? <p className="small quiet">{more}</p> : null}
    </section>
  )
}

const Row = ({ task }: { task: Task }) => (
  <li className="task">
    <span className="task-cover">
      <Cover of="tracks" id={task.trackId} />
    </span>
    <span className="task-words">
      <Link to="/tracks/$id" params={{ id: String(task.trackId) }} className="clip" title={task.title}>
        {task.title}
      </Link>
      <span className="small quiet clip">{task.artist}</span>
    </span>
    <span className="task-what small">
      <span className="clip" title={taskWords(task)}>
        {taskWords(task)}
      </span>
      <span className="quiet clip" title={whyWords(task)}>
        {task.forS === undefined ? whyWords(task) : `for ${formatSpan(task.forS * 1000)}`}
      </span>
    </span>
    <span className="task-length small quiet" title={`plays for ${formatSpan(task.seconds * 1000)}`}>
      {formatTime(task.seconds * 1000)}
    </span>
  </li>
)
