import Foundation
import RedstartMLCore
import RedstartMemory
import RedstartTypes
import Testing

@testable import RedstartMLTrees

/// A tree as Spark grew it, with the rows that it grew from.
struct RecordedTree: Decodable, CustomTestStringConvertible {
  struct Node: Decodable {
    struct Split: Decodable {
      let featureIndex: Int
      let leftCategoriesOrThreshold: [Double]
      let numCategories: Int
    }
    let id: Int
    let prediction: Double
    let impurity: Double
    let impurityStats: [Double]
    let rawCount: Int
    let gain: Double
    let leftChild: Int
    let rightChild: Int
    let split: Split
  }
  struct Answer: Decodable {
    let prediction: Double
    let leaf: Double
    let raw: [Double]?
    let probability: [Double]?
  }
  struct Params: Decodable {
    var impurity: String?
    var maxDepth: Int?
    var maxBins: Int?
    var minInstancesPerNode: Int?
    var minWeightFractionPerNode: Double?
    var minInfoGain: Double?
    var pruneTree: Bool?
  }

  let name: String
  let features: [[Double]]
  let labels: [Double]
  let weights: [Double]?
  let categories: [String: Int]
  let classes: Int
  let params: Params
  let nodes: [Node]
  let debug: String
  let depth: Int
  let importances: [[Double]]
  let answers: [Answer]

  var testDescription: String { name }

  static let all: [RecordedTree] = {
    guard let url = Bundle.module.url(forResource: "Fixtures/trees", withExtension: "jsonl"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(RecordedTree.self, from: Data($0.utf8)) }
  }()

  var matrix: FeatureMatrix {
    FeatureMatrix(rows: features, labels: labels, weights: weights)
  }

  var parameters: TreeParameters {
    let impurity = classes == 0 ? TreeParameters.Impurity.variance : .init(rawValue: params.impurity ?? "gini") ?? .gini
    return TreeParameters(
      impurity: impurity, classCount: classes, maxDepth: params.maxDepth ?? 5, maxBins: params.maxBins ?? 32,
      minInstancesPerNode: params.minInstancesPerNode ?? 1, minWeightFractionPerNode: params.minWeightFractionPerNode ?? 0,
      minInfoGain: params.minInfoGain ?? 0, prune: params.pruneTree ?? true,
      categories: Dictionary(uniqueKeysWithValues: categories.compactMap { key, value in Int(key).map { ($0, value) } }))
  }
}

extension FeatureMatrix {
  /// A matrix of those rows, in columns of `blockRows` rows each; `sparsely` stores those with many zeros as sparse vectors.
  init(
    rows: [[Double]], labels: [Double], weights: [Double]? = nil, blockRows: Int = .max, sparsely: Bool = false
  ) {
    let size = rows[0].count
    var blocks: [VectorRows] = []
    var start = 0
    while start < rows.count {
      let block = rows[start..<min(rows.count, start + min(blockRows, rows.count))]
      start += block.count
      var builder = VectorColumnBuilder(capacity: block.count, size: size)
      for row in block { row.withUnsafeBufferPointer { if let base = $0.baseAddress { builder.append(base, size: size) } } }
      let dense = VectorColumn.dense(Buffer(copying: block.flatMap { $0 }), size: size, count: block.count)
      if let rows = VectorRows(sparsely ? builder.finish() : dense) { blocks.append(rows) }
    }
    self.init(
      blocks, featureCount: size, labels: Buffer(copying: labels), weights: weights.map { Buffer(copying: $0) })
  }
}
