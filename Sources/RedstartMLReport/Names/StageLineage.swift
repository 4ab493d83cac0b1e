import RedstartMLCore
import RedstartMLFeatures
import RedstartTypes

/// The stages of a pipeline before its tree, asked where the tree's features and classes come from.
struct StageLineage {
  /// What a stage says about names: its parameters, and the labels if it numbers texts.
  struct Stage {
    let metadata: StageMetadata
    let labels: [[String]]?

    init(_ metadata: StageMetadata, labels: [[String]]? = nil) {
      self.metadata = metadata
      self.labels = labels
    }

    init(_ stage: any PipelineStage) {
      self.init(StageMetadata(stage), labels: (stage as? StringIndexerModel)?.labels)
    }
  }

  /// The features that one column gives.
  private struct Part {
    /// Whether it gives just so many features. A column of the data is likely a number, one of an unknown stage anything.
    enum Width: Comparable { case unknown, likely, sure }
    var features: [FeatureNames.Feature?]
    var width: Width
  }

  /// Stages that give a vector of the same features as they take.
  private static let keeping: Set<String> = ["VectorIndexerModel", "VectorSizeHint"]
  /// Those that change the values: a feature is called `weight (scaled)`, after its output column.
  private static let changing: Set<String> = [
    "StandardScalerModel", "MinMaxScalerModel", "MaxAbsScalerModel", "RobustScalerModel", "Normalizer",
  ]

  private let stages: [Stage]

  init(_ stages: [Stage]) { self.stages = stages }

  /// The names of the `count` features of a vector column.
  func featureNames(_ column: String, count: Int) -> FeatureNames {
    let part = part(column, before: stages.count, count)
    return FeatureNames(part.features.count == count ? part.features : [])
  }

  /// The labels that a column's numbers stand for; nil when no stage has numbered it.
  func labels(_ column: String) -> [String]? {
    stages.lazy.compactMap { $0.numbered(column)?.labels }.first
  }

  private func part(_ column: String, before end: Int, _ count: Int?) -> Part {
    for index in (0..<end).reversed() {
      let stage = stages[index]
      if let (input, labels) = stage.numbered(column) {
        let unknown = stage.metadata.param("handleInvalid")?.string == "keep" ? ["__unknown"] : []
        return Part(features: [FeatureNames.Feature(input, categories: labels + unknown)], width: .sure)
      }
      let outputs = [stage.metadata.param("outputCol")?.string] + (stage.metadata.param("outputCols")?.array ?? []).map(\.string)
      guard outputs.contains(column) else { continue }
      if stage.metadata.shortName == VectorAssembler.shortName {
        let inputs = stage.metadata.param("inputCols")?.array?.compactMap(\.string) ?? []
        return assembled(inputs.map { (column: $0, part: part($0, before: index, nil)) }, count)
      }
      let isChanging = Self.changing.contains(stage.metadata.shortName)
      if isChanging || Self.keeping.contains(stage.metadata.shortName), let input = stage.metadata.param("inputCol")?.string {
        var part = part(input, before: index, count)
        // Categories may have other numbers now.
        part.features = part.features.map { $0.map { FeatureNames.Feature(isChanging ? "\($0.name) (\(column))" : $0.name) } }
        return part
      }
      return Part(features: [FeatureNames.Feature(column)], width: .unknown)
    }
    return Part(features: [FeatureNames.Feature(column)], width: .likely)
  }

  /// The features side by side; of a column that may be a vector as many as are missing.
  private func assembled(_ inputs: [(column: String, part: Part)], _ count: Int?) -> Part {
    let found = inputs.flatMap(\.part.features)
    let width = inputs.map(\.part.width).min() ?? .sure
    guard let count, found.count != count else { return Part(features: found, width: width) }
    let unsure = inputs.indices.filter { inputs[$0].part.width == width }
    guard width != .sure, let first = unsure.first, let last = unsure.last, found.count < count else {
      return Part(features: [], width: .unknown)
    }
    let before = inputs[..<first].flatMap(\.part.features)
    let after = inputs[(last + 1)...].flatMap(\.part.features)
    let missing = count - before.count - after.count
    let middle = (0..<missing).map { place in
      first == last ? FeatureNames.Feature("\(inputs[first].column)_\(place)") : nil
    }
    return Part(features: before + middle + after, width: .likely)
  }
}

extension StageLineage.Stage {
  /// The input column and its labels, if this stage has made a column of numbers of texts.
  fileprivate func numbered(_ column: String) -> (input: String, labels: [String])? {
    guard let labels else { return nil }
    let single = metadata.param("inputCol")?.string
    let inputs = single.map { [$0] } ?? metadata.param("inputCols")?.array?.compactMap(\.string) ?? []
    let outputs =
      (single == nil ? nil : metadata.param("outputCol")?.string).map { [$0] }
      ?? metadata.param("outputCols")?.array?.compactMap(\.string) ?? []
    guard let place = outputs.firstIndex(of: column), place < inputs.count, place < labels.count else { return nil }
    return (inputs[place], labels[place])
  }
}

extension StageMetadata {
  /// The value of a parameter, or its default.
  func param(_ name: String) -> JSONValue? {
    explicit.first { $0.name == name }?.value ?? defaults.first { $0.name == name }?.value
  }

  /// The class name without its package.
  var shortName: String { className.split(separator: ".").last.map(String.init) ?? className }
}
