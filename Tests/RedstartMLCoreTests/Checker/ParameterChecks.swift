import Foundation
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes
import Testing

/// A parameter of a class of Apache Spark, as recorded by `scripts/record-ml-params.py`.
struct RecordedParam {
  let name: String
  let type: String
  /// JSON, `UID…`, `HASH`, `?` for a value that is no JSON, `—` for none.
  let defaultValue: String
  let taken: [JSONValue]
  let refused: [JSONValue]

  static let byClass: [String: [RecordedParam]] = {
    guard let url = Bundle.module.url(forResource: "Fixtures/params", withExtension: "tsv"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [:] }
    var result: [String: [RecordedParam]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      func list(_ text: String) -> [JSONValue] { (try? JSONValue(parsing: text))?.array ?? [] }
      result[cells[0], default: []].append(
        RecordedParam(name: cells[1], type: cells[2], defaultValue: cells[3], taken: list(cells[4]), refused: list(cells[5])))
    }
    return result
  }()

  /// The kinds that stand for the type.
  var kinds: [ParamKind] {
    switch type {
    case "BooleanParam": [.boolean]
    case "IntParam": [.integer]
    case "LongParam": [.long]
    case "DoubleParam", "FloatParam": [.double]
    case "StringArrayParam": [.strings]
    case "DoubleArrayParam": [.doubles]
    case "Param": [.string]
    default: []
    }
  }

  /// A value as the kind of parameter has it; nil when it has no such values.
  func value(_ json: JSONValue) -> ParamValue? {
    func number(_ json: JSONValue) -> Double? {
      switch json {
      case .string("NaN"): .nan
      case .string("Infinity"): .infinity
      case .string("-Infinity"): -.infinity
      default: json.double
      }
    }
    switch type {
    case "BooleanParam": return json.boolean.map { .boolean($0) }
    case "IntParam", "LongParam": return json.integer.map { .integer($0) }
    case "DoubleParam", "FloatParam": return number(json).map { .double($0) }
    case "StringArrayParam": return json.array.map { .strings($0.compactMap(\.string)) }
    case "DoubleArrayParam": return json.array.map { .doubles($0.compactMap(number)) }
    case "Param": return json.string.map { .string($0) }
    default: return nil
    }
  }
}

@Suite("Every stage has Spark's parameters")
struct ParameterChecks {
  private func recorded(_ stage: CheckedStage) throws -> [RecordedParam] {
    try #require(
      RecordedParam.byClass[stage.type.className],
      "\(stage.name): Fixtures/params.tsv does not have \(stage.type.className). Add it to scripts/record-ml-params.py.")
  }

  @Test(arguments: CheckedStage.all)
  func allParametersAndNoOthers(_ stage: CheckedStage) throws {
    let params = stage.type.init(uid: "u").params
    let expected = try recorded(stage).map(\.name).sorted()
    #expect(params.specs.map(\.name).sorted() == expected)
  }

  @Test(arguments: CheckedStage.all)
  func typesAndDefaults(_ stage: CheckedStage) throws {
    let params = stage.type.init(uid: "u").params
    for expected in try recorded(stage) {
      guard let spec = params.spec(expected.name) else { continue }
      if !expected.kinds.isEmpty { #expect(expected.kinds.contains(spec.kind), "\(expected.name): \(spec.kind)") }
      let found = params.defaults[expected.name]
      switch expected.defaultValue {
      case "—": #expect(found == nil, "\(expected.name)")
      case "?": #expect(found != nil, "\(expected.name)")
      case "HASH": #expect(found == .integer(Self.javaHash(stage.type.className)), "\(expected.name)")
      default:
        let json = try JSONValue(parsing: expected.defaultValue)
        let isText = expected.type == "Param" ? json.string : nil
        let value = isText.map { .string($0.hasPrefix("UID") ? "u" + $0.dropFirst(3) : $0) } ?? expected.value(json)
        #expect(found.map { "\($0)" } == value.map { "\($0)" }, "\(expected.name)")
      }
    }
  }

  private static func javaHash(_ text: String) -> Int64 {
    Int64(text.utf16.reduce(Int32(0)) { $0 &* 31 &+ Int32($1) })
  }

  @Test(arguments: CheckedStage.all)
  func takesAndRefusesWhatSparkDoes(_ stage: CheckedStage) throws {
    for expected in try recorded(stage) {
      for json in expected.taken {
        guard let value = expected.value(json) else { continue }
        #expect(throws: Never.self, "\(expected.name) = \(json.text)") {
          try stage.type.init(uid: "u").setting(expected.name, value)
        }
      }
      for json in expected.refused {
        guard let value = expected.value(json) else { continue }
        let error = #expect(throws: SparkError.self, "\(expected.name) = \(json.text)") {
          try stage.type.init(uid: "u").setting(expected.name, value)
        }
        #expect(error?.condition == "ML_INVALID_PARAM")
        #expect(error?.parameters["param"] == expected.name)
      }
    }
  }

  @Test(arguments: CheckedStage.all)
  func refusesUnknownNamesAndWrongTypes(_ stage: CheckedStage) throws {
    let fresh = stage.type.init(uid: "u")
    let unknown = #expect(throws: SparkError.self) { try fresh.setting("noSuchParameter", 1) }
    #expect(unknown?.condition == "ML_UNKNOWN_PARAM")
    for spec in fresh.params.specs {
      let wrong: ParamValue = spec.kind == .stringArrays ? .boolean(true) : .stringArrays([["a"]])
      let error = #expect(throws: SparkError.self, "\(spec.name)") { try fresh.setting(spec.name, wrong) }
      #expect(error?.condition == "ML_INVALID_PARAM")
    }
  }

  @Test(arguments: CheckedStage.all)
  func copiesDoNotShare(_ stage: CheckedStage) throws {
    let original = try stage.make()
    let before = original.params.explicit
    var copy = original
    for spec in original.params.specs {
      guard let value = spec.defaultValue else { continue }
      try copy.params.set(spec.name, value)
    }
    for name in before.keys { copy.params.unset(name) }
    #expect(original.params.explicit == before)
    #expect(before.keys.allSatisfy { !copy.params.isSet($0) })
  }

  /// A model has what was set on its estimator, and keeps it when the estimator changes.
  @Test(arguments: CheckedStage.estimators)
  func modelsTakeOverWhatWasSet(_ stage: CheckedStage) throws {
    let estimator = try stage.make()
    let model = try stage.transformer(estimator, fittedOn: ExampleTable.standard.dataset())
    #expect(model.uid == estimator.uid)
    for (name, value) in estimator.params.explicit where model.params.spec(name) != nil {
      #expect(model.params.explicit[name] == value, "\(name)")
    }
  }
}
