// What programs need of the modules below, by Spark's names.
@_exported import RedstartRDD
@_exported import enum RedstartDiagnostics.QueryContext
@_exported import struct RedstartDiagnostics.SparkError
@_exported import struct RedstartExecution.StorageLevel
@_exported import enum RedstartMLCore.MLVector
@_exported import enum RedstartTypes.DataType
@_exported import struct RedstartTypes.Metadata
@_exported import struct RedstartTypes.StructField
@_exported import struct RedstartTypes.StructType
