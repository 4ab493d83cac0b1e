/// Every stage that can be loaded as a part of a pipeline.
enum StageTypes {
  static let all: [any PipelineStage.Type] = [
    StringIndexer.self, StringIndexerModel.self, IndexToString.self, VectorAssembler.self, OneHotEncoder.self,
    OneHotEncoderModel.self, StandardScaler.self, StandardScalerModel.self, MinMaxScaler.self, MinMaxScalerModel.self,
    Bucketizer.self, QuantileDiscretizer.self, Imputer.self, ImputerModel.self, VectorIndexer.self, VectorIndexerModel.self,
    SQLTransformer.self, DecisionTreeClassifier.self, DecisionTreeClassificationModel.self, DecisionTreeRegressor.self,
    DecisionTreeRegressionModel.self,
  ]
}
