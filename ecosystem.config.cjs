// pm2 start ecosystem.config.cjs
// Every field was measured with pm2 7.0.4; docs/deploy.md says what goes wrong without it.
module.exports = {
  apps: [
    {
      name: 'dingbell',
      // Within `cwd`: pm2 takes a path with a space in it for a command line.
      script: 'src/dingbell.cjs',
      args: ['run'],
      cwd: __dirname,
      // The bundled Node, whatever the host has.
      interpreter: require('./src/own-node.cjs')() || process.execPath,
      // `instances: 1` alone means cluster mode, and a reload would run two copies.
      exec_mode: 'fork',
      // Ready is said when lock, configuration and store are good.
      wait_ready: true,
      listen_timeout: 15_000,
      // Attempts in flight may finish.
      kill_timeout: 15_000,
      // A plain crash loop would end in `errored` for ever; this one backs off and goes on.
      exp_backoff_restart_delay: 500,
      // An invalid configuration does not mend itself by restarting.
      stop_exit_codes: [78],
      max_memory_restart: '512M',
      watch: false,
      pmx: false,
    },
  ],
};
