// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Window functions.

/// Returns the share of the rows of the partition up to the row and its peers.
public func cume_dist() -> Column { .call("cume_dist", []) }

/// Numbers the groups of peers in a partition from 1 on.
public func dense_rank() -> Column { .call("dense_rank", []) }

/// Returns the rank less one, as a share of the other rows of the partition.
public func percent_rank() -> Column { .call("percent_rank", []) }

/// Returns one more than the number of rows before the row and its peers.
public func rank() -> Column { .call("rank", []) }

/// Numbers the rows of a partition from 1 on.
public func row_number() -> Column { .call("row_number", []) }
