import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// Replaces numbers by the labels that they stand for.
public struct IndexToString: Transformer, Operator {
  public static let className = "org.apache.spark.ml.feature.IndexToString"
  public let uid: String
  public var params: Params

  public init(uid: String) {
    self.uid = uid
    params = Params(
      Params.inputOutput(several: false) + [.columns("labels")], owner: "\(Self.shortName) \(uid)",
      defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let name = try params.column("inputCol")
    let column = try dataset.column(name)
    let input = try dataset.numericColumn(name)
    let output = try params.column("outputCol")
    try dataset.requireAbsent(output)
    let labels = try labels(column)
    let isWhole = column.type.isIntegral
    let texts = Vector.of(labels.map { .string($0) }, type: .string)
    let function = BoundFunction(
      "label_of#\(labels.hashValue)", type: .string, nullable: true, nullPolicy: .custom, isFoldable: false,
      sql: { "UDF(\($0.joined(separator: ", ")))" }
    ) { arguments, count in
      let numbers = arguments[0].flattened()
      let values = numbers.values(Double.self)
      let validity = numbers.rowValidity
      let rows = Buffer(count: max(count, 1), of: Int32.self)
      let out = rows.mutable(Int32.self)
      for row in 0..<count {
        let isNull = validity.map { !$0[row] } ?? false
        // A fraction is cut off.
        guard !isNull, values[row] > -1, values[row] < Double(labels.count) else {
          let index = isNull ? "null" : isWhole ? String(Int64(values[row])) : javaText(values[row])
          throw SparkError("USER_RAISED_EXCEPTION", ["errorMessage": "Unseen index: \(index) ??"])
        }
        out[row] = Int32(values[row])
      }
      return texts.gather(Selection(rows, count: count))
    }
    return try dataset.adding([Alias(.call(FunctionCall(function, [input])), output)])
  }

  private func labels(_ column: Attribute) throws -> [String] {
    if let labels = params.strings("labels"), !labels.isEmpty { return labels }
    if case .nominal(let values?, _)? = MLAttribute(column.metadata)?.kind { return values }
    throw SparkError(
      "ML_MISSING_ATTRIBUTES", ["reason": "The metadata of column \(column.name) has no labels. Set the parameter labels."])
  }
}
