// Written by scripts/update-golden-imports.py.
#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>
#map2 = affine_map<(d0, d1) -> (d0, d1)>
#map3 = affine_map<(d0, d1) -> (d1)>
module {
  func.func @main(%arg0: tensor<32x3x3x3xf32> {patconv.parameter = "features.0.0.weight"}, %arg1: tensor<32xf32> {patconv.parameter = "features.0.1.weight"}, %arg2: tensor<32xf32> {patconv.parameter = "features.0.1.bias"}, %arg3: tensor<32x1x3x3xf32> {patconv.parameter = "features.1.conv.0.0.weight"}, %arg4: tensor<32xf32> {patconv.parameter = "features.1.conv.0.1.weight"}, %arg5: tensor<32xf32> {patconv.parameter = "features.1.conv.0.1.bias"}, %arg6: tensor<16x32x1x1xf32> {patconv.parameter = "features.1.conv.1.weight"}, %arg7: tensor<16xf32> {patconv.parameter = "features.1.conv.2.weight"}, %arg8: tensor<16xf32> {patconv.parameter = "features.1.conv.2.bias"}, %arg9: tensor<96x16x1x1xf32> {patconv.parameter = "features.2.conv.0.0.weight"}, %arg10: tensor<96xf32> {patconv.parameter = "features.2.conv.0.1.weight"}, %arg11: tensor<96xf32> {patconv.parameter = "features.2.conv.0.1.bias"}, %arg12: tensor<96x1x3x3xf32> {patconv.parameter = "features.2.conv.1.0.weight"}, %arg13: tensor<96xf32> {patconv.parameter = "features.2.conv.1.1.weight"}, %arg14: tensor<96xf32> {patconv.parameter = "features.2.conv.1.1.bias"}, %arg15: tensor<24x96x1x1xf32> {patconv.parameter = "features.2.conv.2.weight"}, %arg16: tensor<24xf32> {patconv.parameter = "features.2.conv.3.weight"}, %arg17: tensor<24xf32> {patconv.parameter = "features.2.conv.3.bias"}, %arg18: tensor<144x24x1x1xf32> {patconv.parameter = "features.3.conv.0.0.weight"}, %arg19: tensor<144xf32> {patconv.parameter = "features.3.conv.0.1.weight"}, %arg20: tensor<144xf32> {patconv.parameter = "features.3.conv.0.1.bias"}, %arg21: tensor<144x1x3x3xf32> {patconv.parameter = "features.3.conv.1.0.weight"}, %arg22: tensor<144xf32> {patconv.parameter = "features.3.conv.1.1.weight"}, %arg23: tensor<144xf32> {patconv.parameter = "features.3.conv.1.1.bias"}, %arg24: tensor<24x144x1x1xf32> {patconv.parameter = "features.3.conv.2.weight"}, %arg25: tensor<24xf32> {patconv.parameter = "features.3.conv.3.weight"}, %arg26: tensor<24xf32> {patconv.parameter = "features.3.conv.3.bias"}, %arg27: tensor<144x24x1x1xf32> {patconv.parameter = "features.4.conv.0.0.weight"}, %arg28: tensor<144xf32> {patconv.parameter = "features.4.conv.0.1.weight"}, %arg29: tensor<144xf32> {patconv.parameter = "features.4.conv.0.1.bias"}, %arg30: tensor<144x1x3x3xf32> {patconv.parameter = "features.4.conv.1.0.weight"}, %arg31: tensor<144xf32> {patconv.parameter = "features.4.conv.1.1.weight"}, %arg32: tensor<144xf32> {patconv.parameter = "features.4.conv.1.1.bias"}, %arg33: tensor<32x144x1x1xf32> {patconv.parameter = "features.4.conv.2.weight"}, %arg34: tensor<32xf32> {patconv.parameter = "features.4.conv.3.weight"}, %arg35: tensor<32xf32> {patconv.parameter = "features.4.conv.3.bias"}, %arg36: tensor<192x32x1x1xf32> {patconv.parameter = "features.5.conv.0.0.weight"}, %arg37: tensor<192xf32> {patconv.parameter = "features.5.conv.0.1.weight"}, %arg38: tensor<192xf32> {patconv.parameter = "features.5.conv.0.1.bias"}, %arg39: tensor<192x1x3x3xf32> {patconv.parameter = "features.5.conv.1.0.weight"}, %arg40: tensor<192xf32> {patconv.parameter = "features.5.conv.1.1.weight"}, %arg41: tensor<192xf32> {patconv.parameter = "features.5.conv.1.1.bias"}, %arg42: tensor<32x192x1x1xf32> {patconv.parameter = "features.5.conv.2.weight"}, %arg43: tensor<32xf32> {patconv.parameter = "features.5.conv.3.weight"}, %arg44: tensor<32xf32> {patconv.parameter = "features.5.conv.3.bias"}, %arg45: tensor<192x32x1x1xf32> {patconv.parameter = "features.6.conv.0.0.weight"}, %arg46: tensor<192xf32> {patconv.parameter = "features.6.conv.0.1.weight"}, %arg47: tensor<192xf32> {patconv.parameter = "features.6.conv.0.1.bias"}, %arg48: tensor<192x1x3x3xf32> {patconv.parameter = "features.6.conv.1.0.weight"}, %arg49: tensor<192xf32> {patconv.parameter = "features.6.conv.1.1.weight"}, %arg50: tensor<192xf32> {patconv.parameter = "features.6.conv.1.1.bias"}, %arg51: tensor<32x192x1x1xf32> {patconv.parameter = "features.6.conv.2.weight"}, %arg52: tensor<32xf32> {patconv.parameter = "features.6.conv.3.weight"}, %arg53: tensor<32xf32> {patconv.parameter = "features.6.conv.3.bias"}, %arg54: tensor<192x32x1x1xf32> {patconv.parameter = "features.7.conv.0.0.weight"}, %arg55: tensor<192xf32> {patconv.parameter = "features.7.conv.0.1.weight"}, %arg56: tensor<192xf32> {patconv.parameter = "features.7.conv.0.1.bias"}, %arg57: tensor<192x1x3x3xf32> {patconv.parameter = "features.7.conv.1.0.weight"}, %arg58: tensor<192xf32> {patconv.parameter = "features.7.conv.1.1.weight"}, %arg59: tensor<192xf32> {patconv.parameter = "features.7.conv.1.1.bias"}, %arg60: tensor<64x192x1x1xf32> {patconv.parameter = "features.7.conv.2.weight"}, %arg61: tensor<64xf32> {patconv.parameter = "features.7.conv.3.weight"}, %arg62: tensor<64xf32> {patconv.parameter = "features.7.conv.3.bias"}, %arg63: tensor<384x64x1x1xf32> {patconv.parameter = "features.8.conv.0.0.weight"}, %arg64: tensor<384xf32> {patconv.parameter = "features.8.conv.0.1.weight"}, %arg65: tensor<384xf32> {patconv.parameter = "features.8.conv.0.1.bias"}, %arg66: tensor<384x1x3x3xf32> {patconv.parameter = "features.8.conv.1.0.weight"}, %arg67: tensor<384xf32> {patconv.parameter = "features.8.conv.1.1.weight"}, %arg68: tensor<384xf32> {patconv.parameter = "features.8.conv.1.1.bias"}, %arg69: tensor<64x384x1x1xf32> {patconv.parameter = "features.8.conv.2.weight"}, %arg70: tensor<64xf32> {patconv.parameter = "features.8.conv.3.weight"}, %arg71: tensor<64xf32> {patconv.parameter = "features.8.conv.3.bias"}, %arg72: tensor<384x64x1x1xf32> {patconv.parameter = "features.9.conv.0.0.weight"}, %arg73: tensor<384xf32> {patconv.parameter = "features.9.conv.0.1.weight"}, %arg74: tensor<384xf32> {patconv.parameter = "features.9.conv.0.1.bias"}, %arg75: tensor<384x1x3x3xf32> {patconv.parameter = "features.9.conv.1.0.weight"}, %arg76: tensor<384xf32> {patconv.parameter = "features.9.conv.1.1.weight"}, %arg77: tensor<384xf32> {patconv.parameter = "features.9.conv.1.1.bias"}, %arg78: tensor<64x384x1x1xf32> {patconv.parameter = "features.9.conv.2.weight"}, %arg79: tensor<64xf32> {patconv.parameter = "features.9.conv.3.weight"}, %arg80: tensor<64xf32> {patconv.parameter = "features.9.conv.3.bias"}, %arg81: tensor<384x64x1x1xf32> {patconv.parameter = "features.10.conv.0.0.weight"}, %arg82: tensor<384xf32> {patconv.parameter = "features.10.conv.0.1.weight"}, %arg83: tensor<384xf32> {patconv.parameter = "features.10.conv.0.1.bias"}, %arg84: tensor<384x1x3x3xf32> {patconv.parameter = "features.10.conv.1.0.weight"}, %arg85: tensor<384xf32> {patconv.parameter = "features.10.conv.1.1.weight"}, %arg86: tensor<384xf32> {patconv.parameter = "features.10.conv.1.1.bias"}, %arg87: tensor<64x384x1x1xf32> {patconv.parameter = "features.10.conv.2.weight"}, %arg88: tensor<64xf32> {patconv.parameter = "features.10.conv.3.weight"}, %arg89: tensor<64xf32> {patconv.parameter = "features.10.conv.3.bias"}, %arg90: tensor<384x64x1x1xf32> {patconv.parameter = "features.11.conv.0.0.weight"}, %arg91: tensor<384xf32> {patconv.parameter = "features.11.conv.0.1.weight"}, %arg92: tensor<384xf32> {patconv.parameter = "features.11.conv.0.1.bias"}, %arg93: tensor<384x1x3x3xf32> {patconv.parameter = "features.11.conv.1.0.weight"}, %arg94: tensor<384xf32> {patconv.parameter = "features.11.conv.1.1.weight"}, %arg95: tensor<384xf32> {patconv.parameter = "features.11.conv.1.1.bias"}, %arg96: tensor<96x384x1x1xf32> {patconv.parameter = "features.11.conv.2.weight"}, %arg97: tensor<96xf32> {patconv.parameter = "features.11.conv.3.weight"}, %arg98: tensor<96xf32> {patconv.parameter = "features.11.conv.3.bias"}, %arg99: tensor<576x96x1x1xf32> {patconv.parameter = "features.12.conv.0.0.weight"}, %arg100: tensor<576xf32> {patconv.parameter = "features.12.conv.0.1.weight"}, %arg101: tensor<576xf32> {patconv.parameter = "features.12.conv.0.1.bias"}, %arg102: tensor<576x1x3x3xf32> {patconv.parameter = "features.12.conv.1.0.weight"}, %arg103: tensor<576xf32> {patconv.parameter = "features.12.conv.1.1.weight"}, %arg104: tensor<576xf32> {patconv.parameter = "features.12.conv.1.1.bias"}, %arg105: tensor<96x576x1x1xf32> {patconv.parameter = "features.12.conv.2.weight"}, %arg106: tensor<96xf32> {patconv.parameter = "features.12.conv.3.weight"}, %arg107: tensor<96xf32> {patconv.parameter = "features.12.conv.3.bias"}, %arg108: tensor<576x96x1x1xf32> {patconv.parameter = "features.13.conv.0.0.weight"}, %arg109: tensor<576xf32> {patconv.parameter = "features.13.conv.0.1.weight"}, %arg110: tensor<576xf32> {patconv.parameter = "features.13.conv.0.1.bias"}, %arg111: tensor<576x1x3x3xf32> {patconv.parameter = "features.13.conv.1.0.weight"}, %arg112: tensor<576xf32> {patconv.parameter = "features.13.conv.1.1.weight"}, %arg113: tensor<576xf32> {patconv.parameter = "features.13.conv.1.1.bias"}, %arg114: tensor<96x576x1x1xf32> {patconv.parameter = "features.13.conv.2.weight"}, %arg115: tensor<96xf32> {patconv.parameter = "features.13.conv.3.weight"}, %arg116: tensor<96xf32> {patconv.parameter = "features.13.conv.3.bias"}, %arg117: tensor<576x96x1x1xf32> {patconv.parameter = "features.14.conv.0.0.weight"}, %arg118: tensor<576xf32> {patconv.parameter = "features.14.conv.0.1.weight"}, %arg119: tensor<576xf32> {patconv.parameter = "features.14.conv.0.1.bias"}, %arg120: tensor<576x1x3x3xf32> {patconv.parameter = "features.14.conv.1.0.weight"}, %arg121: tensor<576xf32> {patconv.parameter = "features.14.conv.1.1.weight"}, %arg122: tensor<576xf32> {patconv.parameter = "features.14.conv.1.1.bias"}, %arg123: tensor<160x576x1x1xf32> {patconv.parameter = "features.14.conv.2.weight"}, %arg124: tensor<160xf32> {patconv.parameter = "features.14.conv.3.weight"}, %arg125: tensor<160xf32> {patconv.parameter = "features.14.conv.3.bias"}, %arg126: tensor<960x160x1x1xf32> {patconv.parameter = "features.15.conv.0.0.weight"}, %arg127: tensor<960xf32> {patconv.parameter = "features.15.conv.0.1.weight"}, %arg128: tensor<960xf32> {patconv.parameter = "features.15.conv.0.1.bias"}, %arg129: tensor<960x1x3x3xf32> {patconv.parameter = "features.15.conv.1.0.weight"}, %arg130: tensor<960xf32> {patconv.parameter = "features.15.conv.1.1.weight"}, %arg131: tensor<960xf32> {patconv.parameter = "features.15.conv.1.1.bias"}, %arg132: tensor<160x960x1x1xf32> {patconv.parameter = "features.15.conv.2.weight"}, %arg133: tensor<160xf32> {patconv.parameter = "features.15.conv.3.weight"}, %arg134: tensor<160xf32> {patconv.parameter = "features.15.conv.3.bias"}, %arg135: tensor<960x160x1x1xf32> {patconv.parameter = "features.16.conv.0.0.weight"}, %arg136: tensor<960xf32> {patconv.parameter = "features.16.conv.0.1.weight"}, %arg137: tensor<960xf32> {patconv.parameter = "features.16.conv.0.1.bias"}, %arg138: tensor<960x1x3x3xf32> {patconv.parameter = "features.16.conv.1.0.weight"}, %arg139: tensor<960xf32> {patconv.parameter = "features.16.conv.1.1.weight"}, %arg140: tensor<960xf32> {patconv.parameter = "features.16.conv.1.1.bias"}, %arg141: tensor<160x960x1x1xf32> {patconv.parameter = "features.16.conv.2.weight"}, %arg142: tensor<160xf32> {patconv.parameter = "features.16.conv.3.weight"}, %arg143: tensor<160xf32> {patconv.parameter = "features.16.conv.3.bias"}, %arg144: tensor<960x160x1x1xf32> {patconv.parameter = "features.17.conv.0.0.weight"}, %arg145: tensor<960xf32> {patconv.parameter = "features.17.conv.0.1.weight"}, %arg146: tensor<960xf32> {patconv.parameter = "features.17.conv.0.1.bias"}, %arg147: tensor<960x1x3x3xf32> {patconv.parameter = "features.17.conv.1.0.weight"}, %arg148: tensor<960xf32> {patconv.parameter = "features.17.conv.1.1.weight"}, %arg149: tensor<960xf32> {patconv.parameter = "features.17.conv.1.1.bias"}, %arg150: tensor<320x960x1x1xf32> {patconv.parameter = "features.17.conv.2.weight"}, %arg151: tensor<320xf32> {patconv.parameter = "features.17.conv.3.weight"}, %arg152: tensor<320xf32> {patconv.parameter = "features.17.conv.3.bias"}, %arg153: tensor<1280x320x1x1xf32> {patconv.parameter = "features.18.0.weight"}, %arg154: tensor<1280xf32> {patconv.parameter = "features.18.1.weight"}, %arg155: tensor<1280xf32> {patconv.parameter = "features.18.1.bias"}, %arg156: tensor<1000x1280xf32> {patconv.parameter = "classifier.1.weight"}, %arg157: tensor<1000xf32> {patconv.parameter = "classifier.1.bias"}, %arg158: tensor<32xf32> {patconv.parameter = "features.0.1.running_mean"}, %arg159: tensor<32xf32> {patconv.parameter = "features.0.1.running_var"}, %arg160: tensor<32xf32> {patconv.parameter = "features.1.conv.0.1.running_mean"}, %arg161: tensor<32xf32> {patconv.parameter = "features.1.conv.0.1.running_var"}, %arg162: tensor<16xf32> {patconv.parameter = "features.1.conv.2.running_mean"}, %arg163: tensor<16xf32> {patconv.parameter = "features.1.conv.2.running_var"}, %arg164: tensor<96xf32> {patconv.parameter = "features.2.conv.0.1.running_mean"}, %arg165: tensor<96xf32> {patconv.parameter = "features.2.conv.0.1.running_var"}, %arg166: tensor<96xf32> {patconv.parameter = "features.2.conv.1.1.running_mean"}, %arg167: tensor<96xf32> {patconv.parameter = "features.2.conv.1.1.running_var"}, %arg168: tensor<24xf32> {patconv.parameter = "features.2.conv.3.running_mean"}, %arg169: tensor<24xf32> {patconv.parameter = "features.2.conv.3.running_var"}, %arg170: tensor<144xf32> {patconv.parameter = "features.3.conv.0.1.running_mean"}, %arg171: tensor<144xf32> {patconv.parameter = "features.3.conv.0.1.running_var"}, %arg172: tensor<144xf32> {patconv.parameter = "features.3.conv.1.1.running_mean"}, %arg173: tensor<144xf32> {patconv.parameter = "features.3.conv.1.1.running_var"}, %arg174: tensor<24xf32> {patconv.parameter = "features.3.conv.3.running_mean"}, %arg175: tensor<24xf32> {patconv.parameter = "features.3.conv.3.running_var"}, %arg176: tensor<144xf32> {patconv.parameter = "features.4.conv.0.1.running_mean"}, %arg177: tensor<144xf32> {patconv.parameter = "features.4.conv.0.1.running_var"}, %arg178: tensor<144xf32> {patconv.parameter = "features.4.conv.1.1.running_mean"}, %arg179: tensor<144xf32> {patconv.parameter = "features.4.conv.1.1.running_var"}, %arg180: tensor<32xf32> {patconv.parameter = "features.4.conv.3.running_mean"}, %arg181: tensor<32xf32> {patconv.parameter = "features.4.conv.3.running_var"}, %arg182: tensor<192xf32> {patconv.parameter = "features.5.conv.0.1.running_mean"}, %arg183: tensor<192xf32> {patconv.parameter = "features.5.conv.0.1.running_var"}, %arg184: tensor<192xf32> {patconv.parameter = "features.5.conv.1.1.running_mean"}, %arg185: tensor<192xf32> {patconv.parameter = "features.5.conv.1.1.running_var"}, %arg186: tensor<32xf32> {patconv.parameter = "features.5.conv.3.running_mean"}, %arg187: tensor<32xf32> {patconv.parameter = "features.5.conv.3.running_var"}, %arg188: tensor<192xf32> {patconv.parameter = "features.6.conv.0.1.running_mean"}, %arg189: tensor<192xf32> {patconv.parameter = "features.6.conv.0.1.running_var"}, %arg190: tensor<192xf32> {patconv.parameter = "features.6.conv.1.1.running_mean"}, %arg191: tensor<192xf32> {patconv.parameter = "features.6.conv.1.1.running_var"}, %arg192: tensor<32xf32> {patconv.parameter = "features.6.conv.3.running_mean"}, %arg193: tensor<32xf32> {patconv.parameter = "features.6.conv.3.running_var"}, %arg194: tensor<192xf32> {patconv.parameter = "features.7.conv.0.1.running_mean"}, %arg195: tensor<192xf32> {patconv.parameter = "features.7.conv.0.1.running_var"}, %arg196: tensor<192xf32> {patconv.parameter = "features.7.conv.1.1.running_mean"}, %arg197: tensor<192xf32> {patconv.parameter = "features.7.conv.1.1.running_var"}, %arg198: tensor<64xf32> {patconv.parameter = "features.7.conv.3.running_mean"}, %arg199: tensor<64xf32> {patconv.parameter = "features.7.conv.3.running_var"}, %arg200: tensor<384xf32> {patconv.parameter = "features.8.conv.0.1.running_mean"}, %arg201: tensor<384xf32> {patconv.parameter = "features.8.conv.0.1.running_var"}, %arg202: tensor<384xf32> {patconv.parameter = "features.8.conv.1.1.running_mean"}, %arg203: tensor<384xf32> {patconv.parameter = "features.8.conv.1.1.running_var"}, %arg204: tensor<64xf32> {patconv.parameter = "features.8.conv.3.running_mean"}, %arg205: tensor<64xf32> {patconv.parameter = "features.8.conv.3.running_var"}, %arg206: tensor<384xf32> {patconv.parameter = "features.9.conv.0.1.running_mean"}, %arg207: tensor<384xf32> {patconv.parameter = "features.9.conv.0.1.running_var"}, %arg208: tensor<384xf32> {patconv.parameter = "features.9.conv.1.1.running_mean"}, %arg209: tensor<384xf32> {patconv.parameter = "features.9.conv.1.1.running_var"}, %arg210: tensor<64xf32> {patconv.parameter = "features.9.conv.3.running_mean"}, %arg211: tensor<64xf32> {patconv.parameter = "features.9.conv.3.running_var"}, %arg212: tensor<384xf32> {patconv.parameter = "features.10.conv.0.1.running_mean"}, %arg213: tensor<384xf32> {patconv.parameter = "features.10.conv.0.1.running_var"}, %arg214: tensor<384xf32> {patconv.parameter = "features.10.conv.1.1.running_mean"}, %arg215: tensor<384xf32> {patconv.parameter = "features.10.conv.1.1.running_var"}, %arg216: tensor<64xf32> {patconv.parameter = "features.10.conv.3.running_mean"}, %arg217: tensor<64xf32> {patconv.parameter = "features.10.conv.3.running_var"}, %arg218: tensor<384xf32> {patconv.parameter = "features.11.conv.0.1.running_mean"}, %arg219: tensor<384xf32> {patconv.parameter = "features.11.conv.0.1.running_var"}, %arg220: tensor<384xf32> {patconv.parameter = "features.11.conv.1.1.running_mean"}, %arg221: tensor<384xf32> {patconv.parameter = "features.11.conv.1.1.running_var"}, %arg222: tensor<96xf32> {patconv.parameter = "features.11.conv.3.running_mean"}, %arg223: tensor<96xf32> {patconv.parameter = "features.11.conv.3.running_var"}, %arg224: tensor<576xf32> {patconv.parameter = "features.12.conv.0.1.running_mean"}, %arg225: tensor<576xf32> {patconv.parameter = "features.12.conv.0.1.running_var"}, %arg226: tensor<576xf32> {patconv.parameter = "features.12.conv.1.1.running_mean"}, %arg227: tensor<576xf32> {patconv.parameter = "features.12.conv.1.1.running_var"}, %arg228: tensor<96xf32> {patconv.parameter = "features.12.conv.3.running_mean"}, %arg229: tensor<96xf32> {patconv.parameter = "features.12.conv.3.running_var"}, %arg230: tensor<576xf32> {patconv.parameter = "features.13.conv.0.1.running_mean"}, %arg231: tensor<576xf32> {patconv.parameter = "features.13.conv.0.1.running_var"}, %arg232: tensor<576xf32> {patconv.parameter = "features.13.conv.1.1.running_mean"}, %arg233: tensor<576xf32> {patconv.parameter = "features.13.conv.1.1.running_var"}, %arg234: tensor<96xf32> {patconv.parameter = "features.13.conv.3.running_mean"}, %arg235: tensor<96xf32> {patconv.parameter = "features.13.conv.3.running_var"}, %arg236: tensor<576xf32> {patconv.parameter = "features.14.conv.0.1.running_mean"}, %arg237: tensor<576xf32> {patconv.parameter = "features.14.conv.0.1.running_var"}, %arg238: tensor<576xf32> {patconv.parameter = "features.14.conv.1.1.running_mean"}, %arg239: tensor<576xf32> {patconv.parameter = "features.14.conv.1.1.running_var"}, %arg240: tensor<160xf32> {patconv.parameter = "features.14.conv.3.running_mean"}, %arg241: tensor<160xf32> {patconv.parameter = "features.14.conv.3.running_var"}, %arg242: tensor<960xf32> {patconv.parameter = "features.15.conv.0.1.running_mean"}, %arg243: tensor<960xf32> {patconv.parameter = "features.15.conv.0.1.running_var"}, %arg244: tensor<960xf32> {patconv.parameter = "features.15.conv.1.1.running_mean"}, %arg245: tensor<960xf32> {patconv.parameter = "features.15.conv.1.1.running_var"}, %arg246: tensor<160xf32> {patconv.parameter = "features.15.conv.3.running_mean"}, %arg247: tensor<160xf32> {patconv.parameter = "features.15.conv.3.running_var"}, %arg248: tensor<960xf32> {patconv.parameter = "features.16.conv.0.1.running_mean"}, %arg249: tensor<960xf32> {patconv.parameter = "features.16.conv.0.1.running_var"}, %arg250: tensor<960xf32> {patconv.parameter = "features.16.conv.1.1.running_mean"}, %arg251: tensor<960xf32> {patconv.parameter = "features.16.conv.1.1.running_var"}, %arg252: tensor<160xf32> {patconv.parameter = "features.16.conv.3.running_mean"}, %arg253: tensor<160xf32> {patconv.parameter = "features.16.conv.3.running_var"}, %arg254: tensor<960xf32> {patconv.parameter = "features.17.conv.0.1.running_mean"}, %arg255: tensor<960xf32> {patconv.parameter = "features.17.conv.0.1.running_var"}, %arg256: tensor<960xf32> {patconv.parameter = "features.17.conv.1.1.running_mean"}, %arg257: tensor<960xf32> {patconv.parameter = "features.17.conv.1.1.running_var"}, %arg258: tensor<320xf32> {patconv.parameter = "features.17.conv.3.running_mean"}, %arg259: tensor<320xf32> {patconv.parameter = "features.17.conv.3.running_var"}, %arg260: tensor<1280xf32> {patconv.parameter = "features.18.1.running_mean"}, %arg261: tensor<1280xf32> {patconv.parameter = "features.18.1.running_var"}, %arg262: tensor<1x3x224x224xf32> {patconv.input = "x"}) -> (tensor<1x1000xf32> {patconv.output = "output"}) {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 1.000000e-05 : f64
    %cst_1 = arith.constant 6.000000e+00 : f32
    %cst_2 = arith.constant 4.900000e+01 : f32
    %padded = tensor.pad %arg262 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x3x224x224xf32> to tensor<1x3x226x226xf32>
    %0 = tensor.empty() : tensor<1x32x112x112xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x32x112x112xf32>) -> tensor<1x32x112x112xf32>
    %2 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded, %arg0 : tensor<1x3x226x226xf32>, tensor<32x3x3x3xf32>) outs(%1 : tensor<1x32x112x112xf32>) -> tensor<1x32x112x112xf32>
    %expanded = tensor.expand_shape %arg158 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %expanded_3 = tensor.expand_shape %arg159 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %3 = tensor.empty() : tensor<1x32x1x1xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_3 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x32x1x1xf32>
    %5 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%4 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x1x1xf32>
    %6 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %expanded : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %7 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %5 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %expanded_4 = tensor.expand_shape %arg1 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %8 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%7, %expanded_4 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %expanded_5 = tensor.expand_shape %arg2 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8, %expanded_5 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %10 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9 : tensor<1x32x112x112xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x32x112x112xf32>
    %padded_6 = tensor.pad %10 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x32x112x112xf32> to tensor<1x32x114x114xf32>
    %collapsed = tensor.collapse_shape %arg3 [[0, 1], [2], [3]] : tensor<32x1x3x3xf32> into tensor<32x3x3xf32>
    %11 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_6, %collapsed : tensor<1x32x114x114xf32>, tensor<32x3x3xf32>) outs(%1 : tensor<1x32x112x112xf32>) -> tensor<1x32x112x112xf32>
    %expanded_7 = tensor.expand_shape %arg160 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %expanded_8 = tensor.expand_shape %arg161 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %12 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_8 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x32x1x1xf32>
    %13 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%12 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x1x1xf32>
    %14 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11, %expanded_7 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %15 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %13 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %expanded_9 = tensor.expand_shape %arg4 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %16 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%15, %expanded_9 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %expanded_10 = tensor.expand_shape %arg5 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %17 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %expanded_10 : tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x112x112xf32>
    %18 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17 : tensor<1x32x112x112xf32>) outs(%0 : tensor<1x32x112x112xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x32x112x112xf32>
    %19 = tensor.empty() : tensor<1x16x112x112xf32>
    %20 = linalg.fill ins(%cst : f32) outs(%19 : tensor<1x16x112x112xf32>) -> tensor<1x16x112x112xf32>
    %21 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%18, %arg6 : tensor<1x32x112x112xf32>, tensor<16x32x1x1xf32>) outs(%20 : tensor<1x16x112x112xf32>) -> tensor<1x16x112x112xf32>
    %expanded_11 = tensor.expand_shape %arg162 [[0, 1, 2, 3]] output_shape [1, 16, 1, 1] : tensor<16xf32> into tensor<1x16x1x1xf32>
    %expanded_12 = tensor.expand_shape %arg163 [[0, 1, 2, 3]] output_shape [1, 16, 1, 1] : tensor<16xf32> into tensor<1x16x1x1xf32>
    %22 = tensor.empty() : tensor<1x16x1x1xf32>
    %23 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_12 : tensor<1x16x1x1xf32>) outs(%22 : tensor<1x16x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x16x1x1xf32>
    %24 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23 : tensor<1x16x1x1xf32>) outs(%22 : tensor<1x16x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x16x1x1xf32>
    %25 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%21, %expanded_11 : tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) outs(%19 : tensor<1x16x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x16x112x112xf32>
    %26 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25, %24 : tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) outs(%19 : tensor<1x16x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x16x112x112xf32>
    %expanded_13 = tensor.expand_shape %arg7 [[0, 1, 2, 3]] output_shape [1, 16, 1, 1] : tensor<16xf32> into tensor<1x16x1x1xf32>
    %27 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26, %expanded_13 : tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) outs(%19 : tensor<1x16x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x16x112x112xf32>
    %expanded_14 = tensor.expand_shape %arg8 [[0, 1, 2, 3]] output_shape [1, 16, 1, 1] : tensor<16xf32> into tensor<1x16x1x1xf32>
    %28 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %expanded_14 : tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) outs(%19 : tensor<1x16x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x16x112x112xf32>
    %29 = tensor.empty() : tensor<1x96x112x112xf32>
    %30 = linalg.fill ins(%cst : f32) outs(%29 : tensor<1x96x112x112xf32>) -> tensor<1x96x112x112xf32>
    %31 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%28, %arg9 : tensor<1x16x112x112xf32>, tensor<96x16x1x1xf32>) outs(%30 : tensor<1x96x112x112xf32>) -> tensor<1x96x112x112xf32>
    %expanded_15 = tensor.expand_shape %arg164 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %expanded_16 = tensor.expand_shape %arg165 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %32 = tensor.empty() : tensor<1x96x1x1xf32>
    %33 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_16 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x96x1x1xf32>
    %34 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x1x1xf32>
    %35 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%31, %expanded_15 : tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) outs(%29 : tensor<1x96x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x112x112xf32>
    %36 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35, %34 : tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) outs(%29 : tensor<1x96x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x112x112xf32>
    %expanded_17 = tensor.expand_shape %arg10 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %37 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36, %expanded_17 : tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) outs(%29 : tensor<1x96x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x112x112xf32>
    %expanded_18 = tensor.expand_shape %arg11 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %38 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37, %expanded_18 : tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) outs(%29 : tensor<1x96x112x112xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x112x112xf32>
    %39 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38 : tensor<1x96x112x112xf32>) outs(%29 : tensor<1x96x112x112xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x96x112x112xf32>
    %padded_19 = tensor.pad %39 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x96x112x112xf32> to tensor<1x96x114x114xf32>
    %40 = tensor.empty() : tensor<1x96x56x56xf32>
    %41 = linalg.fill ins(%cst : f32) outs(%40 : tensor<1x96x56x56xf32>) -> tensor<1x96x56x56xf32>
    %collapsed_20 = tensor.collapse_shape %arg12 [[0, 1], [2], [3]] : tensor<96x1x3x3xf32> into tensor<96x3x3xf32>
    %42 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_19, %collapsed_20 : tensor<1x96x114x114xf32>, tensor<96x3x3xf32>) outs(%41 : tensor<1x96x56x56xf32>) -> tensor<1x96x56x56xf32>
    %expanded_21 = tensor.expand_shape %arg166 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %expanded_22 = tensor.expand_shape %arg167 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %43 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_22 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x96x1x1xf32>
    %44 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%43 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x1x1xf32>
    %45 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %expanded_21 : tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) outs(%40 : tensor<1x96x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x56x56xf32>
    %46 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %44 : tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) outs(%40 : tensor<1x96x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x56x56xf32>
    %expanded_23 = tensor.expand_shape %arg13 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %47 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%46, %expanded_23 : tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) outs(%40 : tensor<1x96x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x56x56xf32>
    %expanded_24 = tensor.expand_shape %arg14 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %48 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %expanded_24 : tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) outs(%40 : tensor<1x96x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x56x56xf32>
    %49 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%48 : tensor<1x96x56x56xf32>) outs(%40 : tensor<1x96x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x96x56x56xf32>
    %50 = tensor.empty() : tensor<1x24x56x56xf32>
    %51 = linalg.fill ins(%cst : f32) outs(%50 : tensor<1x24x56x56xf32>) -> tensor<1x24x56x56xf32>
    %52 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%49, %arg15 : tensor<1x96x56x56xf32>, tensor<24x96x1x1xf32>) outs(%51 : tensor<1x24x56x56xf32>) -> tensor<1x24x56x56xf32>
    %expanded_25 = tensor.expand_shape %arg168 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %expanded_26 = tensor.expand_shape %arg169 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %53 = tensor.empty() : tensor<1x24x1x1xf32>
    %54 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_26 : tensor<1x24x1x1xf32>) outs(%53 : tensor<1x24x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x24x1x1xf32>
    %55 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54 : tensor<1x24x1x1xf32>) outs(%53 : tensor<1x24x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x1x1xf32>
    %56 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %expanded_25 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %57 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%56, %55 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %expanded_27 = tensor.expand_shape %arg16 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %58 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%57, %expanded_27 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %expanded_28 = tensor.expand_shape %arg17 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %59 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%58, %expanded_28 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %60 = tensor.empty() : tensor<1x144x56x56xf32>
    %61 = linalg.fill ins(%cst : f32) outs(%60 : tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %62 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%59, %arg18 : tensor<1x24x56x56xf32>, tensor<144x24x1x1xf32>) outs(%61 : tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %expanded_29 = tensor.expand_shape %arg170 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %expanded_30 = tensor.expand_shape %arg171 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %63 = tensor.empty() : tensor<1x144x1x1xf32>
    %64 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x144x1x1xf32>
    %65 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%64 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x1x1xf32>
    %66 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %expanded_29 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %67 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%66, %65 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_31 = tensor.expand_shape %arg19 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %68 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67, %expanded_31 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_32 = tensor.expand_shape %arg20 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %69 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68, %expanded_32 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %70 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69 : tensor<1x144x56x56xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x144x56x56xf32>
    %padded_33 = tensor.pad %70 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x144x56x56xf32> to tensor<1x144x58x58xf32>
    %collapsed_34 = tensor.collapse_shape %arg21 [[0, 1], [2], [3]] : tensor<144x1x3x3xf32> into tensor<144x3x3xf32>
    %71 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_33, %collapsed_34 : tensor<1x144x58x58xf32>, tensor<144x3x3xf32>) outs(%61 : tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %expanded_35 = tensor.expand_shape %arg172 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %expanded_36 = tensor.expand_shape %arg173 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %72 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_36 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x144x1x1xf32>
    %73 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%72 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x1x1xf32>
    %74 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%71, %expanded_35 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %75 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%74, %73 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_37 = tensor.expand_shape %arg22 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %76 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%75, %expanded_37 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_38 = tensor.expand_shape %arg23 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %77 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%76, %expanded_38 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %78 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%77 : tensor<1x144x56x56xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x144x56x56xf32>
    %79 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%78, %arg24 : tensor<1x144x56x56xf32>, tensor<24x144x1x1xf32>) outs(%51 : tensor<1x24x56x56xf32>) -> tensor<1x24x56x56xf32>
    %expanded_39 = tensor.expand_shape %arg174 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %expanded_40 = tensor.expand_shape %arg175 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %80 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_40 : tensor<1x24x1x1xf32>) outs(%53 : tensor<1x24x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x24x1x1xf32>
    %81 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%80 : tensor<1x24x1x1xf32>) outs(%53 : tensor<1x24x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x1x1xf32>
    %82 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79, %expanded_39 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %83 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%82, %81 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %expanded_41 = tensor.expand_shape %arg25 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %84 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%83, %expanded_41 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %expanded_42 = tensor.expand_shape %arg26 [[0, 1, 2, 3]] output_shape [1, 24, 1, 1] : tensor<24xf32> into tensor<1x24x1x1xf32>
    %85 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%84, %expanded_42 : tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %86 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59, %85 : tensor<1x24x56x56xf32>, tensor<1x24x56x56xf32>) outs(%50 : tensor<1x24x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x24x56x56xf32>
    %87 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%86, %arg27 : tensor<1x24x56x56xf32>, tensor<144x24x1x1xf32>) outs(%61 : tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %expanded_43 = tensor.expand_shape %arg176 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %expanded_44 = tensor.expand_shape %arg177 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %88 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_44 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x144x1x1xf32>
    %89 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%88 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x1x1xf32>
    %90 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%87, %expanded_43 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %91 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%90, %89 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_45 = tensor.expand_shape %arg28 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %92 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%91, %expanded_45 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %expanded_46 = tensor.expand_shape %arg29 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %93 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%92, %expanded_46 : tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x56x56xf32>
    %94 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%93 : tensor<1x144x56x56xf32>) outs(%60 : tensor<1x144x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x144x56x56xf32>
    %padded_47 = tensor.pad %94 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x144x56x56xf32> to tensor<1x144x58x58xf32>
    %95 = tensor.empty() : tensor<1x144x28x28xf32>
    %96 = linalg.fill ins(%cst : f32) outs(%95 : tensor<1x144x28x28xf32>) -> tensor<1x144x28x28xf32>
    %collapsed_48 = tensor.collapse_shape %arg30 [[0, 1], [2], [3]] : tensor<144x1x3x3xf32> into tensor<144x3x3xf32>
    %97 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_47, %collapsed_48 : tensor<1x144x58x58xf32>, tensor<144x3x3xf32>) outs(%96 : tensor<1x144x28x28xf32>) -> tensor<1x144x28x28xf32>
    %expanded_49 = tensor.expand_shape %arg178 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %expanded_50 = tensor.expand_shape %arg179 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %98 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_50 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x144x1x1xf32>
    %99 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%98 : tensor<1x144x1x1xf32>) outs(%63 : tensor<1x144x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x1x1xf32>
    %100 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%97, %expanded_49 : tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) outs(%95 : tensor<1x144x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x28x28xf32>
    %101 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%100, %99 : tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) outs(%95 : tensor<1x144x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x28x28xf32>
    %expanded_51 = tensor.expand_shape %arg31 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %102 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%101, %expanded_51 : tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) outs(%95 : tensor<1x144x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x28x28xf32>
    %expanded_52 = tensor.expand_shape %arg32 [[0, 1, 2, 3]] output_shape [1, 144, 1, 1] : tensor<144xf32> into tensor<1x144x1x1xf32>
    %103 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%102, %expanded_52 : tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) outs(%95 : tensor<1x144x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x144x28x28xf32>
    %104 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%103 : tensor<1x144x28x28xf32>) outs(%95 : tensor<1x144x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x144x28x28xf32>
    %105 = tensor.empty() : tensor<1x32x28x28xf32>
    %106 = linalg.fill ins(%cst : f32) outs(%105 : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
    %107 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%104, %arg33 : tensor<1x144x28x28xf32>, tensor<32x144x1x1xf32>) outs(%106 : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
    %expanded_53 = tensor.expand_shape %arg180 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %expanded_54 = tensor.expand_shape %arg181 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %108 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_54 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x32x1x1xf32>
    %109 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%108 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x1x1xf32>
    %110 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%107, %expanded_53 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %111 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%110, %109 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_55 = tensor.expand_shape %arg34 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %112 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%111, %expanded_55 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_56 = tensor.expand_shape %arg35 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %113 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%112, %expanded_56 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %114 = tensor.empty() : tensor<1x192x28x28xf32>
    %115 = linalg.fill ins(%cst : f32) outs(%114 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %116 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%113, %arg36 : tensor<1x32x28x28xf32>, tensor<192x32x1x1xf32>) outs(%115 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %expanded_57 = tensor.expand_shape %arg182 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_58 = tensor.expand_shape %arg183 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %117 = tensor.empty() : tensor<1x192x1x1xf32>
    %118 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_58 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %119 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%118 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %120 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%116, %expanded_57 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %121 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%120, %119 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_59 = tensor.expand_shape %arg37 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %122 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%121, %expanded_59 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_60 = tensor.expand_shape %arg38 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %123 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%122, %expanded_60 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %124 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%123 : tensor<1x192x28x28xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x28x28xf32>
    %padded_61 = tensor.pad %124 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x192x28x28xf32> to tensor<1x192x30x30xf32>
    %collapsed_62 = tensor.collapse_shape %arg39 [[0, 1], [2], [3]] : tensor<192x1x3x3xf32> into tensor<192x3x3xf32>
    %125 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_61, %collapsed_62 : tensor<1x192x30x30xf32>, tensor<192x3x3xf32>) outs(%115 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %expanded_63 = tensor.expand_shape %arg184 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_64 = tensor.expand_shape %arg185 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %126 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_64 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %127 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%126 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %128 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%125, %expanded_63 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %129 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%128, %127 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_65 = tensor.expand_shape %arg40 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %130 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%129, %expanded_65 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_66 = tensor.expand_shape %arg41 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %131 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%130, %expanded_66 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %132 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%131 : tensor<1x192x28x28xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x28x28xf32>
    %133 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%132, %arg42 : tensor<1x192x28x28xf32>, tensor<32x192x1x1xf32>) outs(%106 : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
    %expanded_67 = tensor.expand_shape %arg186 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %expanded_68 = tensor.expand_shape %arg187 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %134 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_68 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x32x1x1xf32>
    %135 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%134 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x1x1xf32>
    %136 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%133, %expanded_67 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %137 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%136, %135 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_69 = tensor.expand_shape %arg43 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %138 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%137, %expanded_69 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_70 = tensor.expand_shape %arg44 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %139 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%138, %expanded_70 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %140 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%113, %139 : tensor<1x32x28x28xf32>, tensor<1x32x28x28xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %141 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%140, %arg45 : tensor<1x32x28x28xf32>, tensor<192x32x1x1xf32>) outs(%115 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %expanded_71 = tensor.expand_shape %arg188 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_72 = tensor.expand_shape %arg189 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %142 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_72 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %143 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%142 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %144 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%141, %expanded_71 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %145 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%144, %143 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_73 = tensor.expand_shape %arg46 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %146 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%145, %expanded_73 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_74 = tensor.expand_shape %arg47 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %147 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%146, %expanded_74 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %148 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%147 : tensor<1x192x28x28xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x28x28xf32>
    %padded_75 = tensor.pad %148 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x192x28x28xf32> to tensor<1x192x30x30xf32>
    %collapsed_76 = tensor.collapse_shape %arg48 [[0, 1], [2], [3]] : tensor<192x1x3x3xf32> into tensor<192x3x3xf32>
    %149 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_75, %collapsed_76 : tensor<1x192x30x30xf32>, tensor<192x3x3xf32>) outs(%115 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %expanded_77 = tensor.expand_shape %arg190 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_78 = tensor.expand_shape %arg191 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %150 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_78 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %151 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%150 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %152 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%149, %expanded_77 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %153 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%152, %151 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_79 = tensor.expand_shape %arg49 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %154 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%153, %expanded_79 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_80 = tensor.expand_shape %arg50 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %155 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%154, %expanded_80 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %156 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%155 : tensor<1x192x28x28xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x28x28xf32>
    %157 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%156, %arg51 : tensor<1x192x28x28xf32>, tensor<32x192x1x1xf32>) outs(%106 : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
    %expanded_81 = tensor.expand_shape %arg192 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %expanded_82 = tensor.expand_shape %arg193 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %158 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_82 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x32x1x1xf32>
    %159 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%158 : tensor<1x32x1x1xf32>) outs(%3 : tensor<1x32x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x1x1xf32>
    %160 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%157, %expanded_81 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %161 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%160, %159 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_83 = tensor.expand_shape %arg52 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %162 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%161, %expanded_83 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %expanded_84 = tensor.expand_shape %arg53 [[0, 1, 2, 3]] output_shape [1, 32, 1, 1] : tensor<32xf32> into tensor<1x32x1x1xf32>
    %163 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%162, %expanded_84 : tensor<1x32x28x28xf32>, tensor<1x32x1x1xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %164 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%140, %163 : tensor<1x32x28x28xf32>, tensor<1x32x28x28xf32>) outs(%105 : tensor<1x32x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x32x28x28xf32>
    %165 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%164, %arg54 : tensor<1x32x28x28xf32>, tensor<192x32x1x1xf32>) outs(%115 : tensor<1x192x28x28xf32>) -> tensor<1x192x28x28xf32>
    %expanded_85 = tensor.expand_shape %arg194 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_86 = tensor.expand_shape %arg195 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %166 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_86 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %167 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%166 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %168 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%165, %expanded_85 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %169 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%168, %167 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_87 = tensor.expand_shape %arg55 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %170 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%169, %expanded_87 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %expanded_88 = tensor.expand_shape %arg56 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %171 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%170, %expanded_88 : tensor<1x192x28x28xf32>, tensor<1x192x1x1xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x28x28xf32>
    %172 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%171 : tensor<1x192x28x28xf32>) outs(%114 : tensor<1x192x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x28x28xf32>
    %padded_89 = tensor.pad %172 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x192x28x28xf32> to tensor<1x192x30x30xf32>
    %173 = tensor.empty() : tensor<1x192x14x14xf32>
    %174 = linalg.fill ins(%cst : f32) outs(%173 : tensor<1x192x14x14xf32>) -> tensor<1x192x14x14xf32>
    %collapsed_90 = tensor.collapse_shape %arg57 [[0, 1], [2], [3]] : tensor<192x1x3x3xf32> into tensor<192x3x3xf32>
    %175 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_89, %collapsed_90 : tensor<1x192x30x30xf32>, tensor<192x3x3xf32>) outs(%174 : tensor<1x192x14x14xf32>) -> tensor<1x192x14x14xf32>
    %expanded_91 = tensor.expand_shape %arg196 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %expanded_92 = tensor.expand_shape %arg197 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %176 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_92 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x192x1x1xf32>
    %177 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%176 : tensor<1x192x1x1xf32>) outs(%117 : tensor<1x192x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x1x1xf32>
    %178 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%175, %expanded_91 : tensor<1x192x14x14xf32>, tensor<1x192x1x1xf32>) outs(%173 : tensor<1x192x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x14x14xf32>
    %179 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%178, %177 : tensor<1x192x14x14xf32>, tensor<1x192x1x1xf32>) outs(%173 : tensor<1x192x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x14x14xf32>
    %expanded_93 = tensor.expand_shape %arg58 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %180 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%179, %expanded_93 : tensor<1x192x14x14xf32>, tensor<1x192x1x1xf32>) outs(%173 : tensor<1x192x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x14x14xf32>
    %expanded_94 = tensor.expand_shape %arg59 [[0, 1, 2, 3]] output_shape [1, 192, 1, 1] : tensor<192xf32> into tensor<1x192x1x1xf32>
    %181 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%180, %expanded_94 : tensor<1x192x14x14xf32>, tensor<1x192x1x1xf32>) outs(%173 : tensor<1x192x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x192x14x14xf32>
    %182 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%181 : tensor<1x192x14x14xf32>) outs(%173 : tensor<1x192x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x192x14x14xf32>
    %183 = tensor.empty() : tensor<1x64x14x14xf32>
    %184 = linalg.fill ins(%cst : f32) outs(%183 : tensor<1x64x14x14xf32>) -> tensor<1x64x14x14xf32>
    %185 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%182, %arg60 : tensor<1x192x14x14xf32>, tensor<64x192x1x1xf32>) outs(%184 : tensor<1x64x14x14xf32>) -> tensor<1x64x14x14xf32>
    %expanded_95 = tensor.expand_shape %arg198 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_96 = tensor.expand_shape %arg199 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %186 = tensor.empty() : tensor<1x64x1x1xf32>
    %187 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_96 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x64x1x1xf32>
    %188 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%187 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x1x1xf32>
    %189 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%185, %expanded_95 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %190 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%189, %188 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_97 = tensor.expand_shape %arg61 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %191 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%190, %expanded_97 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_98 = tensor.expand_shape %arg62 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %192 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%191, %expanded_98 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %193 = tensor.empty() : tensor<1x384x14x14xf32>
    %194 = linalg.fill ins(%cst : f32) outs(%193 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %195 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%192, %arg63 : tensor<1x64x14x14xf32>, tensor<384x64x1x1xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_99 = tensor.expand_shape %arg200 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_100 = tensor.expand_shape %arg201 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %196 = tensor.empty() : tensor<1x384x1x1xf32>
    %197 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_100 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %198 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%197 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %199 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%195, %expanded_99 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %200 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%199, %198 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_101 = tensor.expand_shape %arg64 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %201 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%200, %expanded_101 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_102 = tensor.expand_shape %arg65 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %202 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%201, %expanded_102 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %203 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%202 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %padded_103 = tensor.pad %203 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x384x14x14xf32> to tensor<1x384x16x16xf32>
    %collapsed_104 = tensor.collapse_shape %arg66 [[0, 1], [2], [3]] : tensor<384x1x3x3xf32> into tensor<384x3x3xf32>
    %204 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_103, %collapsed_104 : tensor<1x384x16x16xf32>, tensor<384x3x3xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_105 = tensor.expand_shape %arg202 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_106 = tensor.expand_shape %arg203 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %205 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_106 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %206 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%205 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %207 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%204, %expanded_105 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %208 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%207, %206 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_107 = tensor.expand_shape %arg67 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %209 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%208, %expanded_107 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_108 = tensor.expand_shape %arg68 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %210 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%209, %expanded_108 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %211 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%210 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %212 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%211, %arg69 : tensor<1x384x14x14xf32>, tensor<64x384x1x1xf32>) outs(%184 : tensor<1x64x14x14xf32>) -> tensor<1x64x14x14xf32>
    %expanded_109 = tensor.expand_shape %arg204 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_110 = tensor.expand_shape %arg205 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %213 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_110 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x64x1x1xf32>
    %214 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%213 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x1x1xf32>
    %215 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%212, %expanded_109 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %216 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%215, %214 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_111 = tensor.expand_shape %arg70 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %217 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%216, %expanded_111 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_112 = tensor.expand_shape %arg71 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %218 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%217, %expanded_112 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %219 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%192, %218 : tensor<1x64x14x14xf32>, tensor<1x64x14x14xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %220 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%219, %arg72 : tensor<1x64x14x14xf32>, tensor<384x64x1x1xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_113 = tensor.expand_shape %arg206 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_114 = tensor.expand_shape %arg207 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %221 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_114 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %222 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%221 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %223 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%220, %expanded_113 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %224 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%223, %222 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_115 = tensor.expand_shape %arg73 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %225 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%224, %expanded_115 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_116 = tensor.expand_shape %arg74 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %226 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%225, %expanded_116 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %227 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%226 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %padded_117 = tensor.pad %227 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x384x14x14xf32> to tensor<1x384x16x16xf32>
    %collapsed_118 = tensor.collapse_shape %arg75 [[0, 1], [2], [3]] : tensor<384x1x3x3xf32> into tensor<384x3x3xf32>
    %228 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_117, %collapsed_118 : tensor<1x384x16x16xf32>, tensor<384x3x3xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_119 = tensor.expand_shape %arg208 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_120 = tensor.expand_shape %arg209 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %229 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_120 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %230 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%229 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %231 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%228, %expanded_119 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %232 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%231, %230 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_121 = tensor.expand_shape %arg76 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %233 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%232, %expanded_121 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_122 = tensor.expand_shape %arg77 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %234 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%233, %expanded_122 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %235 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%234 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %236 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%235, %arg78 : tensor<1x384x14x14xf32>, tensor<64x384x1x1xf32>) outs(%184 : tensor<1x64x14x14xf32>) -> tensor<1x64x14x14xf32>
    %expanded_123 = tensor.expand_shape %arg210 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_124 = tensor.expand_shape %arg211 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %237 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_124 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x64x1x1xf32>
    %238 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%237 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x1x1xf32>
    %239 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%236, %expanded_123 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %240 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%239, %238 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_125 = tensor.expand_shape %arg79 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %241 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%240, %expanded_125 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_126 = tensor.expand_shape %arg80 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %242 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%241, %expanded_126 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %243 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%219, %242 : tensor<1x64x14x14xf32>, tensor<1x64x14x14xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %244 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%243, %arg81 : tensor<1x64x14x14xf32>, tensor<384x64x1x1xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_127 = tensor.expand_shape %arg212 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_128 = tensor.expand_shape %arg213 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %245 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_128 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %246 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%245 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %247 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%244, %expanded_127 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %248 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%247, %246 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_129 = tensor.expand_shape %arg82 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %249 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%248, %expanded_129 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_130 = tensor.expand_shape %arg83 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %250 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%249, %expanded_130 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %251 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%250 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %padded_131 = tensor.pad %251 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x384x14x14xf32> to tensor<1x384x16x16xf32>
    %collapsed_132 = tensor.collapse_shape %arg84 [[0, 1], [2], [3]] : tensor<384x1x3x3xf32> into tensor<384x3x3xf32>
    %252 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_131, %collapsed_132 : tensor<1x384x16x16xf32>, tensor<384x3x3xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_133 = tensor.expand_shape %arg214 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_134 = tensor.expand_shape %arg215 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %253 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_134 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %254 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%253 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %255 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%252, %expanded_133 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %256 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%255, %254 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_135 = tensor.expand_shape %arg85 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %257 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%256, %expanded_135 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_136 = tensor.expand_shape %arg86 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %258 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%257, %expanded_136 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %259 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%258 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %260 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%259, %arg87 : tensor<1x384x14x14xf32>, tensor<64x384x1x1xf32>) outs(%184 : tensor<1x64x14x14xf32>) -> tensor<1x64x14x14xf32>
    %expanded_137 = tensor.expand_shape %arg216 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_138 = tensor.expand_shape %arg217 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %261 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_138 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x64x1x1xf32>
    %262 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%261 : tensor<1x64x1x1xf32>) outs(%186 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x1x1xf32>
    %263 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%260, %expanded_137 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %264 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%263, %262 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_139 = tensor.expand_shape %arg88 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %265 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%264, %expanded_139 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %expanded_140 = tensor.expand_shape %arg89 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %266 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%265, %expanded_140 : tensor<1x64x14x14xf32>, tensor<1x64x1x1xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %267 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%243, %266 : tensor<1x64x14x14xf32>, tensor<1x64x14x14xf32>) outs(%183 : tensor<1x64x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x64x14x14xf32>
    %268 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%267, %arg90 : tensor<1x64x14x14xf32>, tensor<384x64x1x1xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_141 = tensor.expand_shape %arg218 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_142 = tensor.expand_shape %arg219 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %269 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_142 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %270 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%269 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %271 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%268, %expanded_141 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %272 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%271, %270 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_143 = tensor.expand_shape %arg91 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %273 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%272, %expanded_143 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_144 = tensor.expand_shape %arg92 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %274 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%273, %expanded_144 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %275 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%274 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %padded_145 = tensor.pad %275 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x384x14x14xf32> to tensor<1x384x16x16xf32>
    %collapsed_146 = tensor.collapse_shape %arg93 [[0, 1], [2], [3]] : tensor<384x1x3x3xf32> into tensor<384x3x3xf32>
    %276 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_145, %collapsed_146 : tensor<1x384x16x16xf32>, tensor<384x3x3xf32>) outs(%194 : tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32>
    %expanded_147 = tensor.expand_shape %arg220 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %expanded_148 = tensor.expand_shape %arg221 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %277 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_148 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x384x1x1xf32>
    %278 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%277 : tensor<1x384x1x1xf32>) outs(%196 : tensor<1x384x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x1x1xf32>
    %279 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%276, %expanded_147 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %280 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%279, %278 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_149 = tensor.expand_shape %arg94 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %281 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%280, %expanded_149 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %expanded_150 = tensor.expand_shape %arg95 [[0, 1, 2, 3]] output_shape [1, 384, 1, 1] : tensor<384xf32> into tensor<1x384x1x1xf32>
    %282 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%281, %expanded_150 : tensor<1x384x14x14xf32>, tensor<1x384x1x1xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x384x14x14xf32>
    %283 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%282 : tensor<1x384x14x14xf32>) outs(%193 : tensor<1x384x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x384x14x14xf32>
    %284 = tensor.empty() : tensor<1x96x14x14xf32>
    %285 = linalg.fill ins(%cst : f32) outs(%284 : tensor<1x96x14x14xf32>) -> tensor<1x96x14x14xf32>
    %286 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%283, %arg96 : tensor<1x384x14x14xf32>, tensor<96x384x1x1xf32>) outs(%285 : tensor<1x96x14x14xf32>) -> tensor<1x96x14x14xf32>
    %expanded_151 = tensor.expand_shape %arg222 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %expanded_152 = tensor.expand_shape %arg223 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %287 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_152 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x96x1x1xf32>
    %288 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%287 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x1x1xf32>
    %289 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%286, %expanded_151 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %290 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%289, %288 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_153 = tensor.expand_shape %arg97 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %291 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%290, %expanded_153 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_154 = tensor.expand_shape %arg98 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %292 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%291, %expanded_154 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %293 = tensor.empty() : tensor<1x576x14x14xf32>
    %294 = linalg.fill ins(%cst : f32) outs(%293 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %295 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%292, %arg99 : tensor<1x96x14x14xf32>, tensor<576x96x1x1xf32>) outs(%294 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %expanded_155 = tensor.expand_shape %arg224 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_156 = tensor.expand_shape %arg225 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %296 = tensor.empty() : tensor<1x576x1x1xf32>
    %297 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_156 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %298 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%297 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %299 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%295, %expanded_155 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %300 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%299, %298 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_157 = tensor.expand_shape %arg100 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %301 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%300, %expanded_157 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_158 = tensor.expand_shape %arg101 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %302 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%301, %expanded_158 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %303 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%302 : tensor<1x576x14x14xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x14x14xf32>
    %padded_159 = tensor.pad %303 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x576x14x14xf32> to tensor<1x576x16x16xf32>
    %collapsed_160 = tensor.collapse_shape %arg102 [[0, 1], [2], [3]] : tensor<576x1x3x3xf32> into tensor<576x3x3xf32>
    %304 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_159, %collapsed_160 : tensor<1x576x16x16xf32>, tensor<576x3x3xf32>) outs(%294 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %expanded_161 = tensor.expand_shape %arg226 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_162 = tensor.expand_shape %arg227 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %305 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_162 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %306 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%305 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %307 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%304, %expanded_161 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %308 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%307, %306 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_163 = tensor.expand_shape %arg103 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %309 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%308, %expanded_163 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_164 = tensor.expand_shape %arg104 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %310 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%309, %expanded_164 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %311 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%310 : tensor<1x576x14x14xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x14x14xf32>
    %312 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%311, %arg105 : tensor<1x576x14x14xf32>, tensor<96x576x1x1xf32>) outs(%285 : tensor<1x96x14x14xf32>) -> tensor<1x96x14x14xf32>
    %expanded_165 = tensor.expand_shape %arg228 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %expanded_166 = tensor.expand_shape %arg229 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %313 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_166 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x96x1x1xf32>
    %314 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%313 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x1x1xf32>
    %315 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%312, %expanded_165 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %316 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%315, %314 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_167 = tensor.expand_shape %arg106 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %317 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%316, %expanded_167 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_168 = tensor.expand_shape %arg107 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %318 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%317, %expanded_168 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %319 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%292, %318 : tensor<1x96x14x14xf32>, tensor<1x96x14x14xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %320 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%319, %arg108 : tensor<1x96x14x14xf32>, tensor<576x96x1x1xf32>) outs(%294 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %expanded_169 = tensor.expand_shape %arg230 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_170 = tensor.expand_shape %arg231 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %321 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_170 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %322 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%321 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %323 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%320, %expanded_169 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %324 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%323, %322 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_171 = tensor.expand_shape %arg109 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %325 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%324, %expanded_171 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_172 = tensor.expand_shape %arg110 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %326 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%325, %expanded_172 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %327 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%326 : tensor<1x576x14x14xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x14x14xf32>
    %padded_173 = tensor.pad %327 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x576x14x14xf32> to tensor<1x576x16x16xf32>
    %collapsed_174 = tensor.collapse_shape %arg111 [[0, 1], [2], [3]] : tensor<576x1x3x3xf32> into tensor<576x3x3xf32>
    %328 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_173, %collapsed_174 : tensor<1x576x16x16xf32>, tensor<576x3x3xf32>) outs(%294 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %expanded_175 = tensor.expand_shape %arg232 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_176 = tensor.expand_shape %arg233 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %329 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_176 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %330 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%329 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %331 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%328, %expanded_175 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %332 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%331, %330 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_177 = tensor.expand_shape %arg112 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %333 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%332, %expanded_177 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_178 = tensor.expand_shape %arg113 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %334 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%333, %expanded_178 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %335 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%334 : tensor<1x576x14x14xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x14x14xf32>
    %336 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%335, %arg114 : tensor<1x576x14x14xf32>, tensor<96x576x1x1xf32>) outs(%285 : tensor<1x96x14x14xf32>) -> tensor<1x96x14x14xf32>
    %expanded_179 = tensor.expand_shape %arg234 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %expanded_180 = tensor.expand_shape %arg235 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %337 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_180 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x96x1x1xf32>
    %338 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%337 : tensor<1x96x1x1xf32>) outs(%32 : tensor<1x96x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x1x1xf32>
    %339 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%336, %expanded_179 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %340 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%339, %338 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_181 = tensor.expand_shape %arg115 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %341 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%340, %expanded_181 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %expanded_182 = tensor.expand_shape %arg116 [[0, 1, 2, 3]] output_shape [1, 96, 1, 1] : tensor<96xf32> into tensor<1x96x1x1xf32>
    %342 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%341, %expanded_182 : tensor<1x96x14x14xf32>, tensor<1x96x1x1xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %343 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%319, %342 : tensor<1x96x14x14xf32>, tensor<1x96x14x14xf32>) outs(%284 : tensor<1x96x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x96x14x14xf32>
    %344 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%343, %arg117 : tensor<1x96x14x14xf32>, tensor<576x96x1x1xf32>) outs(%294 : tensor<1x576x14x14xf32>) -> tensor<1x576x14x14xf32>
    %expanded_183 = tensor.expand_shape %arg236 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_184 = tensor.expand_shape %arg237 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %345 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_184 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %346 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%345 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %347 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%344, %expanded_183 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %348 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%347, %346 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_185 = tensor.expand_shape %arg118 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %349 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%348, %expanded_185 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %expanded_186 = tensor.expand_shape %arg119 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %350 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%349, %expanded_186 : tensor<1x576x14x14xf32>, tensor<1x576x1x1xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x14x14xf32>
    %351 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%350 : tensor<1x576x14x14xf32>) outs(%293 : tensor<1x576x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x14x14xf32>
    %padded_187 = tensor.pad %351 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x576x14x14xf32> to tensor<1x576x16x16xf32>
    %352 = tensor.empty() : tensor<1x576x7x7xf32>
    %353 = linalg.fill ins(%cst : f32) outs(%352 : tensor<1x576x7x7xf32>) -> tensor<1x576x7x7xf32>
    %collapsed_188 = tensor.collapse_shape %arg120 [[0, 1], [2], [3]] : tensor<576x1x3x3xf32> into tensor<576x3x3xf32>
    %354 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_187, %collapsed_188 : tensor<1x576x16x16xf32>, tensor<576x3x3xf32>) outs(%353 : tensor<1x576x7x7xf32>) -> tensor<1x576x7x7xf32>
    %expanded_189 = tensor.expand_shape %arg238 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %expanded_190 = tensor.expand_shape %arg239 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %355 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_190 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x576x1x1xf32>
    %356 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%355 : tensor<1x576x1x1xf32>) outs(%296 : tensor<1x576x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x1x1xf32>
    %357 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%354, %expanded_189 : tensor<1x576x7x7xf32>, tensor<1x576x1x1xf32>) outs(%352 : tensor<1x576x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x7x7xf32>
    %358 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%357, %356 : tensor<1x576x7x7xf32>, tensor<1x576x1x1xf32>) outs(%352 : tensor<1x576x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x7x7xf32>
    %expanded_191 = tensor.expand_shape %arg121 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %359 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%358, %expanded_191 : tensor<1x576x7x7xf32>, tensor<1x576x1x1xf32>) outs(%352 : tensor<1x576x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x7x7xf32>
    %expanded_192 = tensor.expand_shape %arg122 [[0, 1, 2, 3]] output_shape [1, 576, 1, 1] : tensor<576xf32> into tensor<1x576x1x1xf32>
    %360 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%359, %expanded_192 : tensor<1x576x7x7xf32>, tensor<1x576x1x1xf32>) outs(%352 : tensor<1x576x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x576x7x7xf32>
    %361 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%360 : tensor<1x576x7x7xf32>) outs(%352 : tensor<1x576x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x576x7x7xf32>
    %362 = tensor.empty() : tensor<1x160x7x7xf32>
    %363 = linalg.fill ins(%cst : f32) outs(%362 : tensor<1x160x7x7xf32>) -> tensor<1x160x7x7xf32>
    %364 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%361, %arg123 : tensor<1x576x7x7xf32>, tensor<160x576x1x1xf32>) outs(%363 : tensor<1x160x7x7xf32>) -> tensor<1x160x7x7xf32>
    %expanded_193 = tensor.expand_shape %arg240 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %expanded_194 = tensor.expand_shape %arg241 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %365 = tensor.empty() : tensor<1x160x1x1xf32>
    %366 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_194 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x160x1x1xf32>
    %367 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%366 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x1x1xf32>
    %368 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%364, %expanded_193 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %369 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%368, %367 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_195 = tensor.expand_shape %arg124 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %370 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%369, %expanded_195 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_196 = tensor.expand_shape %arg125 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %371 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%370, %expanded_196 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %372 = tensor.empty() : tensor<1x960x7x7xf32>
    %373 = linalg.fill ins(%cst : f32) outs(%372 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %374 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%371, %arg126 : tensor<1x160x7x7xf32>, tensor<960x160x1x1xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_197 = tensor.expand_shape %arg242 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_198 = tensor.expand_shape %arg243 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %375 = tensor.empty() : tensor<1x960x1x1xf32>
    %376 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_198 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %377 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%376 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %378 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%374, %expanded_197 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %379 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%378, %377 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_199 = tensor.expand_shape %arg127 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %380 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%379, %expanded_199 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_200 = tensor.expand_shape %arg128 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %381 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%380, %expanded_200 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %382 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%381 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %padded_201 = tensor.pad %382 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x960x7x7xf32> to tensor<1x960x9x9xf32>
    %collapsed_202 = tensor.collapse_shape %arg129 [[0, 1], [2], [3]] : tensor<960x1x3x3xf32> into tensor<960x3x3xf32>
    %383 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_201, %collapsed_202 : tensor<1x960x9x9xf32>, tensor<960x3x3xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_203 = tensor.expand_shape %arg244 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_204 = tensor.expand_shape %arg245 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %384 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_204 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %385 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%384 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %386 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%383, %expanded_203 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %387 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%386, %385 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_205 = tensor.expand_shape %arg130 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %388 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%387, %expanded_205 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_206 = tensor.expand_shape %arg131 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %389 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%388, %expanded_206 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %390 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%389 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %391 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%390, %arg132 : tensor<1x960x7x7xf32>, tensor<160x960x1x1xf32>) outs(%363 : tensor<1x160x7x7xf32>) -> tensor<1x160x7x7xf32>
    %expanded_207 = tensor.expand_shape %arg246 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %expanded_208 = tensor.expand_shape %arg247 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %392 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_208 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x160x1x1xf32>
    %393 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%392 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x1x1xf32>
    %394 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%391, %expanded_207 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %395 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%394, %393 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_209 = tensor.expand_shape %arg133 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %396 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%395, %expanded_209 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_210 = tensor.expand_shape %arg134 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %397 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%396, %expanded_210 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %398 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%371, %397 : tensor<1x160x7x7xf32>, tensor<1x160x7x7xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %399 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%398, %arg135 : tensor<1x160x7x7xf32>, tensor<960x160x1x1xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_211 = tensor.expand_shape %arg248 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_212 = tensor.expand_shape %arg249 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %400 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_212 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %401 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%400 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %402 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%399, %expanded_211 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %403 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%402, %401 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_213 = tensor.expand_shape %arg136 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %404 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%403, %expanded_213 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_214 = tensor.expand_shape %arg137 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %405 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%404, %expanded_214 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %406 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%405 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %padded_215 = tensor.pad %406 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x960x7x7xf32> to tensor<1x960x9x9xf32>
    %collapsed_216 = tensor.collapse_shape %arg138 [[0, 1], [2], [3]] : tensor<960x1x3x3xf32> into tensor<960x3x3xf32>
    %407 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_215, %collapsed_216 : tensor<1x960x9x9xf32>, tensor<960x3x3xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_217 = tensor.expand_shape %arg250 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_218 = tensor.expand_shape %arg251 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %408 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_218 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %409 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%408 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %410 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%407, %expanded_217 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %411 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%410, %409 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_219 = tensor.expand_shape %arg139 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %412 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%411, %expanded_219 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_220 = tensor.expand_shape %arg140 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %413 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%412, %expanded_220 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %414 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%413 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %415 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%414, %arg141 : tensor<1x960x7x7xf32>, tensor<160x960x1x1xf32>) outs(%363 : tensor<1x160x7x7xf32>) -> tensor<1x160x7x7xf32>
    %expanded_221 = tensor.expand_shape %arg252 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %expanded_222 = tensor.expand_shape %arg253 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %416 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_222 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x160x1x1xf32>
    %417 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%416 : tensor<1x160x1x1xf32>) outs(%365 : tensor<1x160x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x1x1xf32>
    %418 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%415, %expanded_221 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %419 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%418, %417 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_223 = tensor.expand_shape %arg142 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %420 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%419, %expanded_223 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %expanded_224 = tensor.expand_shape %arg143 [[0, 1, 2, 3]] output_shape [1, 160, 1, 1] : tensor<160xf32> into tensor<1x160x1x1xf32>
    %421 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%420, %expanded_224 : tensor<1x160x7x7xf32>, tensor<1x160x1x1xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %422 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%398, %421 : tensor<1x160x7x7xf32>, tensor<1x160x7x7xf32>) outs(%362 : tensor<1x160x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x160x7x7xf32>
    %423 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%422, %arg144 : tensor<1x160x7x7xf32>, tensor<960x160x1x1xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_225 = tensor.expand_shape %arg254 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_226 = tensor.expand_shape %arg255 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %424 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_226 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %425 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%424 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %426 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%423, %expanded_225 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %427 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%426, %425 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_227 = tensor.expand_shape %arg145 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %428 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%427, %expanded_227 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_228 = tensor.expand_shape %arg146 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %429 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%428, %expanded_228 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %430 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%429 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %padded_229 = tensor.pad %430 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg263: index, %arg264: index, %arg265: index, %arg266: index):
      tensor.yield %cst : f32
    } : tensor<1x960x7x7xf32> to tensor<1x960x9x9xf32>
    %collapsed_230 = tensor.collapse_shape %arg147 [[0, 1], [2], [3]] : tensor<960x1x3x3xf32> into tensor<960x3x3xf32>
    %431 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_229, %collapsed_230 : tensor<1x960x9x9xf32>, tensor<960x3x3xf32>) outs(%373 : tensor<1x960x7x7xf32>) -> tensor<1x960x7x7xf32>
    %expanded_231 = tensor.expand_shape %arg256 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %expanded_232 = tensor.expand_shape %arg257 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %432 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_232 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x960x1x1xf32>
    %433 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%432 : tensor<1x960x1x1xf32>) outs(%375 : tensor<1x960x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x1x1xf32>
    %434 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%431, %expanded_231 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %435 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%434, %433 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_233 = tensor.expand_shape %arg148 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %436 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%435, %expanded_233 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %expanded_234 = tensor.expand_shape %arg149 [[0, 1, 2, 3]] output_shape [1, 960, 1, 1] : tensor<960xf32> into tensor<1x960x1x1xf32>
    %437 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%436, %expanded_234 : tensor<1x960x7x7xf32>, tensor<1x960x1x1xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x960x7x7xf32>
    %438 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%437 : tensor<1x960x7x7xf32>) outs(%372 : tensor<1x960x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x960x7x7xf32>
    %439 = tensor.empty() : tensor<1x320x7x7xf32>
    %440 = linalg.fill ins(%cst : f32) outs(%439 : tensor<1x320x7x7xf32>) -> tensor<1x320x7x7xf32>
    %441 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%438, %arg150 : tensor<1x960x7x7xf32>, tensor<320x960x1x1xf32>) outs(%440 : tensor<1x320x7x7xf32>) -> tensor<1x320x7x7xf32>
    %expanded_235 = tensor.expand_shape %arg258 [[0, 1, 2, 3]] output_shape [1, 320, 1, 1] : tensor<320xf32> into tensor<1x320x1x1xf32>
    %expanded_236 = tensor.expand_shape %arg259 [[0, 1, 2, 3]] output_shape [1, 320, 1, 1] : tensor<320xf32> into tensor<1x320x1x1xf32>
    %442 = tensor.empty() : tensor<1x320x1x1xf32>
    %443 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_236 : tensor<1x320x1x1xf32>) outs(%442 : tensor<1x320x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x320x1x1xf32>
    %444 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%443 : tensor<1x320x1x1xf32>) outs(%442 : tensor<1x320x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x320x1x1xf32>
    %445 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%441, %expanded_235 : tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) outs(%439 : tensor<1x320x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x320x7x7xf32>
    %446 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%445, %444 : tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) outs(%439 : tensor<1x320x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x320x7x7xf32>
    %expanded_237 = tensor.expand_shape %arg151 [[0, 1, 2, 3]] output_shape [1, 320, 1, 1] : tensor<320xf32> into tensor<1x320x1x1xf32>
    %447 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%446, %expanded_237 : tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) outs(%439 : tensor<1x320x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x320x7x7xf32>
    %expanded_238 = tensor.expand_shape %arg152 [[0, 1, 2, 3]] output_shape [1, 320, 1, 1] : tensor<320xf32> into tensor<1x320x1x1xf32>
    %448 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%447, %expanded_238 : tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) outs(%439 : tensor<1x320x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x320x7x7xf32>
    %449 = tensor.empty() : tensor<1x1280x7x7xf32>
    %450 = linalg.fill ins(%cst : f32) outs(%449 : tensor<1x1280x7x7xf32>) -> tensor<1x1280x7x7xf32>
    %451 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%448, %arg153 : tensor<1x320x7x7xf32>, tensor<1280x320x1x1xf32>) outs(%450 : tensor<1x1280x7x7xf32>) -> tensor<1x1280x7x7xf32>
    %expanded_239 = tensor.expand_shape %arg260 [[0, 1, 2, 3]] output_shape [1, 1280, 1, 1] : tensor<1280xf32> into tensor<1x1280x1x1xf32>
    %expanded_240 = tensor.expand_shape %arg261 [[0, 1, 2, 3]] output_shape [1, 1280, 1, 1] : tensor<1280xf32> into tensor<1x1280x1x1xf32>
    %452 = tensor.empty() : tensor<1x1280x1x1xf32>
    %453 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_240 : tensor<1x1280x1x1xf32>) outs(%452 : tensor<1x1280x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.truncf %cst_0 : f64 to f32
      %469 = arith.addf %in, %468 : f32
      linalg.yield %469 : f32
    } -> tensor<1x1280x1x1xf32>
    %454 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%453 : tensor<1x1280x1x1xf32>) outs(%452 : tensor<1x1280x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = math.rsqrt %in : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x1x1xf32>
    %455 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%451, %expanded_239 : tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) outs(%449 : tensor<1x1280x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.subf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x7x7xf32>
    %456 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%455, %454 : tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) outs(%449 : tensor<1x1280x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x7x7xf32>
    %expanded_241 = tensor.expand_shape %arg154 [[0, 1, 2, 3]] output_shape [1, 1280, 1, 1] : tensor<1280xf32> into tensor<1x1280x1x1xf32>
    %457 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%456, %expanded_241 : tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) outs(%449 : tensor<1x1280x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.mulf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x7x7xf32>
    %expanded_242 = tensor.expand_shape %arg155 [[0, 1, 2, 3]] output_shape [1, 1280, 1, 1] : tensor<1280xf32> into tensor<1x1280x1x1xf32>
    %458 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%457, %expanded_242 : tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) outs(%449 : tensor<1x1280x7x7xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x7x7xf32>
    %459 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%458 : tensor<1x1280x7x7xf32>) outs(%449 : tensor<1x1280x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.cmpf ult, %in, %cst : f32
      %469 = arith.select %468, %cst, %in : f32
      %470 = arith.cmpf ugt, %469, %cst_1 : f32
      %471 = arith.select %470, %cst_1, %469 : f32
      linalg.yield %471 : f32
    } -> tensor<1x1280x7x7xf32>
    %460 = linalg.fill ins(%cst : f32) outs(%452 : tensor<1x1280x1x1xf32>) -> tensor<1x1280x1x1xf32>
    %461 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%459 : tensor<1x1280x7x7xf32>) outs(%460 : tensor<1x1280x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.addf %in, %out : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x1x1xf32>
    %462 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%461 : tensor<1x1280x1x1xf32>) outs(%452 : tensor<1x1280x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %468 = arith.divf %in, %cst_2 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1280x1x1xf32>
    %collapsed_243 = tensor.collapse_shape %462 [[0], [1, 2, 3]] : tensor<1x1280x1x1xf32> into tensor<1x1280xf32>
    %463 = tensor.empty() : tensor<1280x1000xf32>
    %transposed = linalg.transpose ins(%arg156 : tensor<1000x1280xf32>) outs(%463 : tensor<1280x1000xf32>) permutation = [1, 0]
    %464 = tensor.empty() : tensor<1x1000xf32>
    %465 = linalg.fill ins(%cst : f32) outs(%464 : tensor<1x1000xf32>) -> tensor<1x1000xf32>
    %466 = linalg.matmul ins(%collapsed_243, %transposed : tensor<1x1280xf32>, tensor<1280x1000xf32>) outs(%465 : tensor<1x1000xf32>) -> tensor<1x1000xf32>
    %467 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel"]} ins(%466, %arg157 : tensor<1x1000xf32>, tensor<1000xf32>) outs(%464 : tensor<1x1000xf32>) {
    ^bb0(%in: f32, %in_244: f32, %out: f32):
      %468 = arith.addf %in, %in_244 : f32
      linalg.yield %468 : f32
    } -> tensor<1x1000xf32>
    return %467 : tensor<1x1000xf32>
  }
}
