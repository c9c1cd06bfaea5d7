package io.busbar.api.filter;

import org.osgi.annotation.versioning.ProviderType;

/** What a row had in columns that another version of the filter has declared and the present one does not; see {@link Filter#onMigrate}. */
@ProviderType
public interface FormerColumns {
  /** Whether there is such a column, of any type. */
  boolean has(String name);

  /** The row's value of a column of doubles, or of whole numbers as a number; {@code otherwise} if there is no such column. */
  double number(String name, double otherwise);

  /** The row's value of a column of whole numbers, or of doubles rounded to one; {@code otherwise} if there is no such column. */
  long whole(String name, long otherwise);
}
