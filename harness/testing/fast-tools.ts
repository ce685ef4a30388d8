// For tests only: the real tools of all test files start without a copy of this process.
import { useToolRunner } from '../../engine/testing/qemu-tools.ts';
import { runCaptured } from './run-captured.ts';

useToolRunner(runCaptured);
