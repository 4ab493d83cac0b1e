import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// Replaces values by their numbers.
public struct StringIndexerModel: Model {
  public static let className = "org.apache.spark.ml.feature.StringIndexerModel"
  public let uid: String
  public var params: Params
  /// The labels of each input column; a label's number is its place.
  public let labels: [[String]]
  private let tables: [LabelTable]
  private let identity: Int

  public init(uid: String, labels: [[String]]) {
    self.uid = uid
    self.labels = labels
    tables = labels.map { LabelTable($0) }
    identity = StageFunction.nextIdentity()
    params = Params(
      StringIndexer.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  /// An input column of text or numbers.
  static func input(_ dataset: Dataset, _ name: String) throws -> Attribute {
    guard let column = try? dataset.column(name) else {
      throw SparkError("ML_INVALID_VALUE", ["reason": "Input column \(name) does not exist."])
    }
    guard column.type.isString || column.type.isNumeric else {
      throw SparkError("ML_COLUMN_TYPE", ["column": name, "expected": "string or numeric", "actual": column.type.simpleString])
    }
    return column
  }

  static func text(_ column: Attribute) -> Expression {
    column.type == .string ? .attribute(column) : .cast(Cast(.attribute(column), .string))
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let handling = InvalidHandling(params)
    var rows = dataset
    var columns: [Alias] = []
    for (index, pair) in try params.inputOutputPairs().enumerated() where index < labels.count {
      // As in Spark a missing column is passed over, so that a pipeline fitted with a label applies without it.
      guard (try? dataset.column(pair.input)) != nil else { continue }
      let column = try Self.input(dataset, pair.input)
      try dataset.requireAbsent(pair.output)
      if handling == .skip {
        rows = try rows.filtered(.and(CompleteRows.condition([.attribute(column)]), isKnown(index, column)))
      }
      let values = handling == .keep ? labels[index] + ["__unknown"] : labels[index]
      columns.append(
        Alias(
          number(index, column, handling), pair.output,
          metadata: MLAttribute(.nominal(values: values, count: nil), name: pair.output).metadata))
    }
    return columns.isEmpty ? rows : try rows.adding(columns)
  }

  /// Whether a row's value has a number.
  private func isKnown(_ index: Int, _ column: Attribute) -> Expression {
    let table = tables[index]
    let function = BoundFunction(
      "is_label#\(identity).\(index)", type: .boolean, nullable: false, nullPolicy: .custom, isFoldable: false
    ) { arguments, count in
      let column = arguments[0].flattened()
      let result = Buffer(byteCount: max(count, 1))
      let out = result.mutable(UInt8.self)
      let views = column.views
      for row in 0..<count { out[row] = table.number(views + row) >= 0 ? 1 : 0 }
      if let validity = column.rowValidity {
        for row in 0..<count { out[row] &= validity[row] ? 1 : 0 }
      }
      return Vector(type: .boolean, count: count, values: result)
    }
    return .call(FunctionCall(function, [Self.text(column)]))
  }

  private func number(_ index: Int, _ column: Attribute, _ handling: InvalidHandling) -> Expression {
    let table = tables[index]
    let isFloating = column.type.isFloating
    let function = BoundFunction(
      "label_index#\(identity).\(index).\(handling.rawValue)", type: .double, nullable: false, nullPolicy: .custom,
      isFoldable: false, sql: { "UDF(\($0.joined(separator: ", ")))" }
    ) { arguments, count in
      let column = arguments[0].flattened()
      let validity = column.rowValidity
      let result = Buffer(count: max(count, 1), of: Double.self)
      let out = result.mutable(Double.self)
      let views = column.views
      let unknown = Double(table.count)
      for row in 0..<count {
        let isNull = validity.map { !$0[row] } ?? false
        let number = isNull ? -1 : table.number(views + row)
        out[row] = number < 0 ? unknown : Double(number)
        // Rows that are to be skipped never come here.
        if number < 0, handling == .error {
          let reason =
            isNull
            ? "StringIndexer encountered a NULL value. Set handleInvalid to keep or skip to let it pass."
            : "Unseen label: \(StringView.string(at: views + row)). Set handleInvalid to keep or skip to let it pass."
          throw SparkError.failed(Self.shortName, isFloating ? "double" : "string", "double", reason)
        }
      }
      return Vector(type: .double, count: count, values: result)
    }
    return .call(FunctionCall(function, [Self.text(column)]))
  }

  public var description: String {
    let several = params.strings("inputCols").map {
      ", numInputCols=\($0.count), numOutputCols=\(params.strings("outputCols")?.count ?? 0)"
    }
    return "\(Self.shortName): uid=\(uid), handleInvalid=\(params.string("handleInvalid"))" + (several ?? "")
  }

  public var byteCount: Int { labels.reduce(0) { $0 + $1.reduce(0) { $0 + $1.utf8.count + 40 } } }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "labels":
      guard labels.count == 1 else {
        throw SparkError(
          "ML_INVALID_VALUE", ["reason": "There are labels of \(labels.count) columns. Ask for labelsArray."],
          as: .illegalArgument)
      }
      return .strings(labels[0])
    case "labelsArray": return .stringArrays(labels)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}
