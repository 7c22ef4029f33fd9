import { Counter, Gauge, type Registry } from 'prom-client';
import { SECOND } from '../schedule/instant.ts';

/**
 * The usual facts of a process under their usual names. prom-client's own set is larger, but its event loop monitor
 * wakes an idle process a hundred times a second. Returns what brings them up to date.
 */
export function createProcessMetrics(registry: Registry): () => void {
  const registers = [registry];
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'User and system CPU time spent, in seconds.',
    registers,
  });
  const resident = new Gauge({ name: 'process_resident_memory_bytes', help: 'Resident memory size.', registers });
  const heap = new Gauge({ name: 'nodejs_heap_size_used_bytes', help: 'Heap in use.', registers });
  const start = { name: 'process_start_time_seconds', help: 'Start time since the epoch, in seconds.', registers };
  new Gauge(start).set((Date.now() - process.uptime() * SECOND) / SECOND);
  return () => {
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
    const { rss, heapUsed } = process.memoryUsage();
    resident.set(rss);
    heap.set(heapUsed);
  };
}
