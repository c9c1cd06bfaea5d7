/** The bundle's components: they only hand the framework to plain classes. */
@NullMarked
package io.busbar.deploy.component;

import org.jspecify.annotations.NullMarked;
