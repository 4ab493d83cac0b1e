import RedstartConnectProtocol
import RedstartTypes

// Which rows there are, and in which order.

extension DataFrame {
  /// The rows that meet a condition.
  public func filter(_ condition: Column) -> DataFrame {
    deriving([condition]) { input in
      var node = Spark_Connect_Filter()
      node.input = input
      node.condition = condition.expression
      return .filter(node)
    }
  }
  /// The rows that meet a condition of SQL.
  public func filter(_ condition: String) -> DataFrame { filter(expr(condition)) }
  public func `where`(_ condition: Column) -> DataFrame { filter(condition) }
  public func `where`(_ condition: String) -> DataFrame { filter(condition) }

  /// The rows in order, first by the first column.
  public func orderBy(_ columns: any ColumnOrName...) -> DataFrame { sorted(columns, isGlobal: true) }
  public func sort(_ columns: any ColumnOrName...) -> DataFrame { sorted(columns, isGlobal: true) }
  /// The rows in the order of columns.
  public func sort(_ columns: [Column]) -> DataFrame { sorted(columns, isGlobal: true) }
  /// The rows of each partition in order.
  public func sortWithinPartitions(_ columns: any ColumnOrName...) -> DataFrame { sorted(columns, isGlobal: false) }

  private func sorted(_ columns: [any ColumnOrName], isGlobal: Bool) -> DataFrame {
    deriving(columns.map(\.column)) { input in
      var node = Spark_Connect_Sort()
      node.input = input
      node.order = columns.map(\.column.sortOrder)
      node.isGlobal = isGlobal
      return .sort(node)
    }
  }

  /// The first `count` rows.
  public func limit(_ count: Int) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Limit()
      node.input = input
      node.limit = Int32(clamping: count)
      return .limit(node)
    }
  }

  /// The rows behind the first `count`.
  public func offset(_ count: Int) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Offset()
      node.input = input
      node.offset = Int32(clamping: count)
      return .offset(node)
    }
  }

  func lastRows(_ count: Int) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Tail()
      node.input = input
      node.limit = Int32(clamping: count)
      return .tail(node)
    }
  }

  /// The rows, each once.
  public func distinct() -> DataFrame { dropDuplicates() }

  /// One row for each combination of those columns; of all columns when none is named.
  public func dropDuplicates(_ names: String...) -> DataFrame { dropDuplicates(names) }
  public func dropDuplicates(_ names: [String]) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Deduplicate()
      node.input = input
      if names.isEmpty { node.allColumnsAsKeys = true } else { node.columnNames = names }
      return .deduplicate(node)
    }
  }

  /// Some rows, chosen by chance.
  /// - Parameters:
  ///   - fraction: The probability of a row, or the expected number of copies with replacement.
  ///   - seed: The same seed chooses the same rows; chance itself when nil.
  public func sample(_ fraction: Double, withReplacement: Bool = false, seed: Int64? = nil) -> DataFrame {
    sample(0, fraction, withReplacement: withReplacement, seed: seed ?? .random(in: .min ... .max), deterministic: false)
  }

  private func sample(
    _ lower: Double, _ upper: Double, withReplacement: Bool, seed: Int64, deterministic: Bool
  ) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Sample()
      node.input = input
      node.lowerBound = lower
      node.upperBound = upper
      node.withReplacement = withReplacement
      node.seed = seed
      node.deterministicOrder = deterministic
      return .sample(node)
    }
  }

  /// The rows dealt out by chance, in the proportion of the weights.
  public func randomSplit(_ weights: [Double], seed: Int64? = nil) -> [DataFrame] {
    let total = weights.reduce(0, +)
    let seed = seed ?? .random(in: .min ... .max)
    var start = 0.0
    return weights.map { weight in
      let end = start + weight / total
      defer { start = end }
      return sample(start, end, withReplacement: false, seed: seed, deterministic: true)
    }
  }

  /// The rows over that many partitions.
  public func repartition(_ count: Int) -> DataFrame { repartition(count, shuffle: true) }
  /// The rows over at most that many partitions, without moving rows between the ones that stay.
  public func coalesce(_ count: Int) -> DataFrame { repartition(count, shuffle: false) }

  private func repartition(_ count: Int, shuffle: Bool) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Repartition()
      node.input = input
      node.numPartitions = Int32(clamping: count)
      node.shuffle = shuffle
      return .repartition(node)
    }
  }

  /// Rows of equal columns in one partition.
  public func repartition(_ columns: any ColumnOrName...) -> DataFrame { repartitioned(nil, columns.map(\.column)) }
  public func repartition(_ count: Int, _ column: any ColumnOrName, _ more: any ColumnOrName...) -> DataFrame {
    repartitioned(count, ([column] + more).map(\.column))
  }
  /// Partitions of neighbouring rows by an order.
  public func repartitionByRange(_ columns: any ColumnOrName...) -> DataFrame {
    repartitioned(
      nil,
      columns.map { column in
        if case .sortOrder? = column.column.expression.exprType { column.column } else { column.column.asc() }
      })
  }

  private func repartitioned(_ count: Int?, _ columns: [Column]) -> DataFrame {
    deriving(columns) { input in
      var node = Spark_Connect_RepartitionByExpression()
      node.input = input
      node.partitionExprs = columns.map(\.expression)
      if let count { node.numPartitions = Int32(clamping: count) }
      return .repartitionByExpression(node)
    }
  }

  /// A DataFrame that a function makes of this one; for chains of calls.
  public func transform(_ function: (DataFrame) throws -> DataFrame) rethrows -> DataFrame { try function(self) }
}
