<?php
/*
 * A gateway of the CDC contract on PHP's own SOAP server, which reads the WSDL itself. GATEWAY_WSDL names
 * the file; GATEWAY_REFUSES_TEST makes it answer the connectivity test with the contract's own fault.
 */
$wsdl = getenv('GATEWAY_WSDL');

if ($_SERVER['REQUEST_METHOD'] === 'GET') {
    header('Content-Type: text/xml; charset=utf-8');
    readfile($wsdl);
    return;
}

function refuse(string $element, int $code, string $reason, string $detail): never
{
    $fields = ['Code' => $code, 'Reason' => $reason, 'Detail' => $detail];
    $receiver = ['http://www.w3.org/2003/05/soap-envelope', 'Receiver'];
    throw new SoapFault($receiver, $detail, null, $fields, $element);
}

class Registry
{
    public function connectivityTest(object $asked): array
    {
        if (getenv('GATEWAY_REFUSES_TEST')) {
            refuse('UnsupportedOperationFault', 3000, 'UnsupportedOperation', 'No test here');
        }
        return ['return' => "You sent: $asked->echoBack"];
    }

    public function submitSingleMessage(object $asked): array
    {
        if ($asked->password !== 'Made-up.Right!1') {
            refuse('SecurityFault', 10, 'Security', 'Wrong username, password or facility');
        }
        if (substr_count($asked->hl7Message, 'MSH|') !== 1) {
            refuse('MessageTooLargeFault', 1313, 'MessageTooLarge', 'One message at a time');
        }
        $fields = explode('|', $asked->hl7Message);
        $controlId = $fields[9] ?? '';
        // Where the CRs were when the message had come through XML.
        $positions = [];
        foreach (str_split($asked->hl7Message) as $position => $letter) {
            if ($letter === "\r") {
                $positions[] = $position;
            }
        }
        $places = implode(' ', $positions);
        return ['return' => "MSH|^~\\&|CIIS\rMSA|AA|$controlId|CR at $places\r"];
    }
}

$server = new SoapServer($wsdl, ['soap_version' => SOAP_1_2, 'cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass(Registry::class);
$server->handle();
