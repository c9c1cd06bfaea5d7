/**
 * Busbar's contract: the only bundle that a third party needs to write a driver, filter, template loader or sink.
 *
 * <p>It holds interfaces, records, enums and plain data carriers; it starts no thread, does no I/O and knows no
 * Declarative Services. Types marked {@code @ConsumerType} are implemented by plug-ins and grow only by default
 * methods; types marked {@code @ProviderType} are implemented by the core.
 *
 * <p>Dependencies between its packages point one way: {@code data, time, storage, bearer, describe} know nothing
 * else; {@code line, model} build on them; {@code driver, filter, template, journal, link, sink, command} on those;
 * {@code view} and {@code cli} come last.
 */
@NullMarked
package io.busbar.api;

import org.jspecify.annotations.NullMarked;
