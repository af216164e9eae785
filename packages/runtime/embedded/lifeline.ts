// Loaded before a child's own program: when the process that started it is gone, so is the child.
const patienceMs = 8_000

process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), patienceMs).unref()
  process.kill(process.pid, 'SIGTERM')
})
process.channel?.unref()
