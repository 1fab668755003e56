/** Builds the functions, then synthesises the templates: what `cdk synth` does, without its CLI. */
await import('./build.ts');
await import('./app.ts');
