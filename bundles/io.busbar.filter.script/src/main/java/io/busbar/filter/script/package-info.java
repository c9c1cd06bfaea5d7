/**
 * Users' Python for what no other filter does. The engine's thread only hands readings over and looks later whether results are
 * there: a sample that waits for Python is held in durable columns, and leaves them in the commit that takes its results, so that
 * nothing is lost or doubled by a crash at any moment. A script is a function of the readings and of the device's state, which
 * lives in columns too: a process can be killed and started again at any time.
 */
@NullMarked
package io.busbar.filter.script;

import org.jspecify.annotations.NullMarked;
