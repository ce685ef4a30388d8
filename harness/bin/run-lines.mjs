#!/usr/bin/env node
// Starts run-lines from its bundle; see fresh.mjs.
import { start } from './fresh.mjs';

await start('run-lines');
