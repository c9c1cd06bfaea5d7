/**
 * Python processes: each {@link io.busbar.filter.script.process.ScriptHost} owns one, with a thread that writes and one that
 * reads, so that nobody else ever waits for Python. Calls are handed over through a bounded queue and answered in order; whoever
 * asked looks at the call until its outcome is there. A process that is slow, dies or answers nonsense is killed, all its calls
 * are answered as broken, and it is started again after a while; a script that does this again and again is put in quarantine.
 */
@NullMarked
package io.busbar.filter.script.process;

import org.jspecify.annotations.NullMarked;
