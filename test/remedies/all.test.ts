import { describe } from 'vitest';
import { failureTrials } from './failures.ts';
import { obstacleTrials } from './obstacles.ts';
import { tryRemedies } from './try-remedies.ts';
import { warningTrials } from './warnings.ts';

describe('the remedy of an obstacle', () => tryRemedies(obstacleTrials, 'ALL'));
describe('the remedy of a warning', () => tryRemedies(warningTrials, 'ALL'));
describe('the remedy of a failure', () => tryRemedies(failureTrials, 'ALL'));
