// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Aggregates.

/// Returns an estimate of the number of different values, by HyperLogLog++.
public func approx_count_distinct(_ column: any ColumnOrName, _ rsd: Double? = nil) -> Column {
  .call("approx_count_distinct", [column.column] + [rsd.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns the values that are not null as an array.
public func array_agg(_ column: any ColumnOrName) -> Column { .call("array_agg", column.column) }

/// Returns the mean of the values that are not null.
public func avg(_ column: any ColumnOrName) -> Column { .call("avg", column.column) }

/// Returns the bits set in every number.
public func bit_and(_ column: any ColumnOrName) -> Column { .call("bit_and", column.column) }

/// Returns the bits set in some number.
public func bit_or(_ column: any ColumnOrName) -> Column { .call("bit_or", column.column) }

/// Returns the bits set in an odd count of numbers.
public func bit_xor(_ column: any ColumnOrName) -> Column { .call("bit_xor", column.column) }

/// Returns true when every value that is not null is true.
public func bool_and(_ column: any ColumnOrName) -> Column { .call("bool_and", column.column) }

/// Returns true when some value is true.
public func bool_or(_ column: any ColumnOrName) -> Column { .call("bool_or", column.column) }

/// Returns the values that are not null as an array.
public func collect_list(_ column: any ColumnOrName) -> Column { .call("collect_list", column.column) }

/// Returns the different values that are not null as an array.
public func collect_set(_ column: any ColumnOrName) -> Column { .call("collect_set", column.column) }

/// Returns Pearson's correlation over the rows in which neither is null.
public func corr(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column { .call("corr", col1.column, col2.column) }

/// Returns the number of rows for which expr is true.
public func count_if(_ column: any ColumnOrName) -> Column { .call("count_if", column.column) }

/// Returns the population covariance over the rows in which neither is null.
public func covar_pop(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("covar_pop", col1.column, col2.column)
}

/// Returns the sample covariance over the rows in which neither is null.
public func covar_samp(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("covar_samp", col1.column, col2.column)
}

/// Returns true when every value that is not null is true.
public func every(_ column: any ColumnOrName) -> Column { .call("every", column.column) }

/// Returns the excess kurtosis of the values that are not null.
public func kurtosis(_ column: any ColumnOrName) -> Column { .call("kurtosis", column.column) }

/// Returns the maximum of the values that are not null.
public func max(_ column: any ColumnOrName) -> Column { .call("max", column.column) }

/// Returns the middle value, interpolated between neighbours.
public func median(_ column: any ColumnOrName) -> Column { .call("median", column.column) }

/// Returns the minimum of the values that are not null.
public func min(_ column: any ColumnOrName) -> Column { .call("min", column.column) }

/// Returns the mean of x over the rows in which neither is null.
public func regr_avgx(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_avgx", y.column, x.column) }

/// Returns the mean of y over the rows in which neither is null.
public func regr_avgy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_avgy", y.column, x.column) }

/// Returns the number of rows in which neither is null.
public func regr_count(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_count", y.column, x.column) }

/// Returns the intercept of the least-squares line over the rows in which neither is null.
public func regr_intercept(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_intercept", y.column, x.column) }

/// Returns the coefficient of determination over the rows in which neither is null.
public func regr_r2(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_r2", y.column, x.column) }

/// Returns the slope of the least-squares line over the rows in which neither is null.
public func regr_slope(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_slope", y.column, x.column) }

/// Returns the sum of squares of the second column about its mean over the rows in which neither is null.
public func regr_sxx(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_sxx", y.column, x.column) }

/// Returns the sum of products of both columns about their means over the rows in which neither is null.
public func regr_sxy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_sxy", y.column, x.column) }

/// Returns the sum of squares of the first column about its mean over the rows in which neither is null.
public func regr_syy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_syy", y.column, x.column) }

/// Returns the skewness of the values that are not null.
public func skewness(_ column: any ColumnOrName) -> Column { .call("skewness", column.column) }

/// Returns true when some value is true.
public func some(_ column: any ColumnOrName) -> Column { .call("some", column.column) }

/// Returns the standard deviation of a sample of the values that are not null.
public func std(_ column: any ColumnOrName) -> Column { .call("std", column.column) }

/// Returns the standard deviation of a sample of the values that are not null.
public func stddev(_ column: any ColumnOrName) -> Column { .call("stddev", column.column) }

/// Returns the standard deviation of a population of the values that are not null.
public func stddev_pop(_ column: any ColumnOrName) -> Column { .call("stddev_pop", column.column) }

/// Returns the standard deviation of a sample of the values that are not null.
public func stddev_samp(_ column: any ColumnOrName) -> Column { .call("stddev_samp", column.column) }

/// Returns the sum of the values that are not null.
public func sum(_ column: any ColumnOrName) -> Column { .call("sum", column.column) }

/// Returns the mean, or null when the sum does not fit.
public func try_avg(_ column: any ColumnOrName) -> Column { .call("try_avg", column.column) }

/// Returns the sum, or null when it does not fit.
public func try_sum(_ column: any ColumnOrName) -> Column { .call("try_sum", column.column) }

/// Returns the variance of a population of the values that are not null.
public func var_pop(_ column: any ColumnOrName) -> Column { .call("var_pop", column.column) }

/// Returns the variance of a sample of the values that are not null.
public func var_samp(_ column: any ColumnOrName) -> Column { .call("var_samp", column.column) }

/// Returns the variance of a sample of the values that are not null.
public func variance(_ column: any ColumnOrName) -> Column { .call("variance", column.column) }
