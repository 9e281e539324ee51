// Claims the state directory that is named, prints the outcome, and keeps the claim until it is killed.
import { claimStore } from '../../../src/event-store/ownership/claim.ts';

const [directory = ''] = process.argv.slice(2);
const result = await claimStore(directory, 'child');
if (result.claimed) result.announce('http://127.0.0.1:4000/');
console.log(JSON.stringify(result));
process.stdin.resume();
