#!/usr/bin/env node
// Starts run-lines from its bundle; see fresh.mjs.
import { start } from '../build/fresh.mjs';

await start('run-lines');
