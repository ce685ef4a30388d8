#!/usr/bin/env node
// Starts blkdrill-io from its bundle; see fresh.mjs.
import { start } from '../build/fresh.mjs';

await start('blkdrill-io');
