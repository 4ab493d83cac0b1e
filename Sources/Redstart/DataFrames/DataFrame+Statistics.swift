import RedstartConnectProtocol
import RedstartTypes

// Missing values and statistics.

extension DataFrame {
  /// Count, mean, deviation and extremes of columns, as text.
  public func describe(_ names: String...) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_StatDescribe()
      node.input = input
      node.cols = names
      return .describe(node)
    }
  }

  /// Those statistics of all columns, as text: `count`, `mean`, `stddev`, `min`, `max`, percentiles such as `75%`.
  public func summary(_ statistics: String...) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_StatSummary()
      node.input = input
      node.statistics = statistics
      return .summary(node)
    }
  }

  /// Functions for missing values.
  public var na: DataFrameNaFunctions { DataFrameNaFunctions(frame: self) }
  /// Statistical functions.
  public var stat: DataFrameStatFunctions { DataFrameStatFunctions(frame: self) }

  public func fillna(_ value: any LiteralConvertible, _ names: [String] = []) -> DataFrame { na.fill(value, names) }
  public func dropna(how: String = "any", thresh: Int? = nil, _ names: [String] = []) -> DataFrame {
    na.drop(how: how, thresh: thresh, names)
  }
  public func replace<T: LiteralConvertible & Hashable>(_ values: [T: T?], _ names: [String] = []) -> DataFrame {
    na.replace(values, names)
  }
}

/// Functions for missing values: `df.na`.
public struct DataFrameNaFunctions: Sendable {
  let frame: DataFrame

  /// Puts a value where there is none, in columns of its type.
  /// - Parameter names: The columns; all when empty.
  public func fill(_ value: any LiteralConvertible, _ names: [String] = []) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_NAFill()
      node.input = input
      node.cols = names
      node.values = [DataFrameNaFunctions.widened(value.literal)]
      return .fillNa(node)
    }
  }

  /// Puts a value of its own into each of those columns where there is none.
  public func fill(_ values: KeyValuePairs<String, any LiteralConvertible>) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_NAFill()
      node.input = input
      node.cols = values.map(\.key)
      node.values = values.map { DataFrameNaFunctions.widened($0.value.literal) }
      return .fillNa(node)
    }
  }

  // The protocol knows long numbers only here.
  private static func widened(_ literal: Literal) -> Spark_Connect_Expression.Literal {
    if case .integer(let number) = literal.value, literal.type.isIntegral { return Literal.long(number).expression.literal }
    return literal.expression.literal
  }

  /// Leaves out rows with missing values.
  /// - Parameters:
  ///   - how: `any` missing value is enough, or `all` must be missing.
  ///   - thresh: The least number of values that a row must have; goes before `how`.
  ///   - names: The columns that count; all when empty.
  public func drop(how: String = "any", thresh: Int? = nil, _ names: [String] = []) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_NADrop()
      node.input = input
      node.cols = names
      if let thresh { node.minNonNulls = Int32(clamping: thresh) } else if how == "all" { node.minNonNulls = 1 }
      return .dropNa(node)
    }
  }

  /// Replaces values by others, or by nothing.
  public func replace<T: LiteralConvertible & Hashable>(_ values: [T: T?], _ names: [String] = []) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_NAReplace()
      node.input = input
      node.cols = names
      node.replacements = values.map { old, new in
        var replacement = Spark_Connect_NAReplace.Replacement()
        replacement.oldValue = DataFrameNaFunctions.number(old.literal)
        replacement.newValue = DataFrameNaFunctions.number(new.literal)
        return replacement
      }
      return .replace(node)
    }
  }

  // The protocol knows doubles, texts and booleans only here.
  private static func number(_ literal: Literal) -> Spark_Connect_Expression.Literal {
    if case .integer(let number) = literal.value, literal.type.isIntegral {
      return Literal.double(Double(number)).expression.literal
    }
    return literal.expression.literal
  }
}

/// Statistical functions: `df.stat`.
public struct DataFrameStatFunctions: Sendable {
  let frame: DataFrame

  /// The covariance of two columns.
  public func cov(_ first: String, _ second: String) async throws -> Double {
    try await number(
      frame.deriving { input in
        var node = Spark_Connect_StatCov()
        node.input = input
        node.col1 = first
        node.col2 = second
        return .cov(node)
      })
  }

  /// Pearson's correlation of two columns.
  public func corr(_ first: String, _ second: String) async throws -> Double {
    try await number(
      frame.deriving { input in
        var node = Spark_Connect_StatCorr()
        node.input = input
        node.col1 = first
        node.col2 = second
        node.method = "pearson"
        return .corr(node)
      })
  }

  private func number(_ result: DataFrame) async throws -> Double {
    guard case .double(let number)? = try await result.firstValue() else { return .nan }
    return number
  }

  /// Quantiles of columns: an array for each column, an element for each probability.
  /// - Parameter relativeError: How far from the wanted rank a result may be, as a part of all rows; 0 is exact.
  public func approxQuantile(_ names: [String], _ probabilities: [Double], _ relativeError: Double) async throws -> [[Double]] {
    let result = frame.deriving { input in
      var node = Spark_Connect_StatApproxQuantile()
      node.input = input
      node.cols = names
      node.probabilities = probabilities
      node.relativeError = relativeError
      return .approxQuantile(node)
    }
    guard case .array(let columns)? = try await result.firstValue() else { return [] }
    return columns.map { column in
      guard case .array(let quantiles) = column else { return [] }
      return quantiles.compactMap { if case .double(let number) = $0 { number } else { nil } }
    }
  }

  /// How often each pair of values of two columns appears, as a table.
  public func crosstab(_ first: String, _ second: String) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_StatCrosstab()
      node.input = input
      node.col1 = first
      node.col2 = second
      return .crosstab(node)
    }
  }

  /// Values that are more frequent than `support`, a part of all rows.
  public func freqItems(_ names: [String], support: Double = 0.01) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_StatFreqItems()
      node.input = input
      node.cols = names
      node.support = support
      return .freqItems(node)
    }
  }

  /// Some rows of each value of a column, with a probability of their own.
  public func sampleBy<T: LiteralConvertible & Hashable>(
    _ column: any ColumnOrName, _ fractions: [T: Double], seed: Int64? = nil
  ) -> DataFrame {
    frame.deriving([column.column]) { input in
      var node = Spark_Connect_StatSampleBy()
      node.input = input
      node.col = column.column.expression
      node.fractions = fractions.map { stratum, fraction in
        var message = Spark_Connect_StatSampleBy.Fraction()
        message.stratum = stratum.literal.expression.literal
        message.fraction = fraction
        return message
      }
      node.seed = seed ?? .random(in: .min ... .max)
      return .sampleBy(node)
    }
  }
}
