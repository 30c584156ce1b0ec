// Vega with the interpreter of its expressions, so that nothing has to be evaluated.

export { None, View, parse } from "vega";
export { expressionInterpreter } from "vega-interpreter";
